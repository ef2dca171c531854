import {
  answerCode,
  buildCandidate,
  type Candidate,
  computeGateFacts,
  type ItemMeasurements,
  type RemediationSource,
} from '../datasets/index.ts'
import { renderPrompt } from '../evaluation/index.ts'
import type { GateFacts } from '../gate/index.ts'
import { type DatasetItem, LANGUAGES, type Language, type LoadedTask, type Sample } from '../kernel/index.ts'
import { openParser, openSandbox, type SourceParser } from '../platform/index.ts'
import { ALL_TASKS, createTaskRunner, loadTasks, STARTER_TASKS } from '../tasks/index.ts'
import { withJudge } from './judge-session.ts'
import type { Workspace } from './workspace.ts'

/** Characters of one example: about the 384 tokens that training takes (`DEFAULT_TRAINING`), at 3.4 characters a token. */
const MAX_CHARACTERS = 1_300

export interface BuiltDataset {
  candidate: Candidate
  facts: GateFacts
}

/** Builds a candidate from everything confirmed in the corpus and our tasks, measures it, and stores it. */
export async function buildDataset(workspace: Workspace): Promise<BuiltDataset> {
  const remediations = await workspace.corpus.remediations()
  const tasks = await loadTasks(ALL_TASKS)
  const starter = await loadTasks(STARTER_TASKS)
  const parser = await openParser()
  try {
    const build = (stillFlagged: ReadonlySet<string>) =>
      buildCandidate({
        remediations,
        tasks: starter.filter((task) => task.split !== 'held-out'),
        renderTask: renderPrompt,
        parses: (language, code) => parsesAlone(parser, language, code),
        stillFlagged,
        maxCharacters: MAX_CHARACTERS,
        createdAt: new Date().toISOString(),
      })
    const first = build(new Set())
    const verdicts = await judgeAnswers(workspace, first.items)
    const flagged = first.items
      .filter((item) => item.kind === 'remediation' && verdicts.get(item.id) === 'vulnerable')
      .flatMap((item) => item.origins)
    const candidate = build(new Set(flagged))
    const facts = await measure(workspace, candidate, { parser, remediations, tasks, verdicts })
    await workspace.corpus.storeDataset(candidate.manifest, candidate.items)
    return { candidate, facts }
  } finally {
    parser.dispose()
  }
}

/** Computes the gate's facts for items that stand in a store or a file. */
export async function measureItems(
  workspace: Workspace,
  dataset: string,
  items: readonly DatasetItem[],
): Promise<GateFacts> {
  const parser = await openParser()
  try {
    const remediations = await workspace.corpus.remediations()
    const tasks = await loadTasks(ALL_TASKS)
    const verdicts = await judgeAnswers(workspace, items)
    return await measure(
      workspace,
      { manifest: { id: dataset }, items },
      { parser, remediations, tasks, verdicts },
    )
  } finally {
    parser.dispose()
  }
}

async function measure(
  workspace: Workspace,
  candidate: { manifest: { id: string }; items: readonly DatasetItem[] },
  known: {
    parser: SourceParser
    remediations: readonly RemediationSource[]
    tasks: readonly LoadedTask[]
    verdicts: NonNullable<ItemMeasurements['verdicts']>
  },
): Promise<GateFacts> {
  const { items } = candidate
  const scanRuns = await workspace.corpus.countRuns()
  return computeGateFacts(
    candidate.manifest.id,
    items,
    { remediations: known.remediations, heldOut: known.tasks.filter((task) => task.split === 'held-out') },
    {
      parses: new Map(
        items.map((item) => [item.id, parsesAlone(known.parser, item.language, answerCode(item))]),
      ),
      verdicts: known.verdicts,
      validated: await validateAnswers(items, known.tasks),
      scanRuns,
    },
  )
}

function parsesAlone(parser: SourceParser, language: string, code: string): boolean {
  if (!isLanguage(language)) return false
  const parsed = parser.parse(language, code)
  if (parsed === null) return false
  try {
    return !parsed.hasError
  } finally {
    parsed.dispose()
  }
}

const isLanguage = (word: string): word is Language => (LANGUAGES as readonly string[]).includes(word)

/** The ensemble's verdict on each answer. What was not judged to an end is unknown. */
async function judgeAnswers(
  workspace: Workspace,
  items: readonly DatasetItem[],
): Promise<Map<string, 'clean' | 'vulnerable' | 'unknown'>> {
  const samples = items.flatMap((item): Sample[] =>
    isLanguage(item.language) ? [{ id: item.id, language: item.language, code: answerCode(item) }] : [],
  )
  if (samples.length === 0) return new Map()
  const documents = await withJudge({ policy: 'default', tasks: false }, workspace.config, ({ judge }) =>
    judge.judge(samples, workspace.signal),
  )
  return new Map(
    documents.map((document) => [
      document.id,
      document.label === 'clean' ? 'clean' : document.label === 'unknown' ? 'unknown' : 'vulnerable',
    ]),
  )
}

/** Runs the answers that were made from tasks against the tasks' tests, in the sandbox. */
async function validateAnswers(
  items: readonly DatasetItem[],
  tasks: readonly LoadedTask[],
): Promise<Map<string, boolean>> {
  const byOrigin = new Map(tasks.map((task) => [`task:${task.id}`, task]))
  const sandbox = await openSandbox()
  try {
    const runner = createTaskRunner(sandbox)
    const entries = await Promise.all(
      items.map(async (item): Promise<[string, boolean][]> => {
        const task = item.kind === 'task' ? byOrigin.get(item.origins[0] ?? '') : undefined
        if (task === undefined) return []
        const { status, functional, exploit } = await runner.run(task, answerCode(item))
        const all = (count: { passed: number; total: number }) =>
          count.total > 0 && count.passed === count.total
        return [[item.id, status === 'ok' && all(functional) && all(exploit)]]
      }),
    )
    return new Map(entries.flat())
  } finally {
    await sandbox.close()
  }
}
