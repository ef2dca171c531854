import {
  type ChatMessage,
  type DatasetItem,
  type DatasetManifest,
  digestJson,
  type LoadedTask,
  sha256,
} from '../kernel/index.ts'
import type { RemediationSource } from './remediation-source.ts'

/** Raised when the same sources would give other items, so that a candidate's id says what built it. */
const BUILDER_VERSION = 1

export interface CandidateSources {
  remediations: readonly RemediationSource[]
  /** Training and validation tasks; a held-out task here is a mistake of the caller and is refused. */
  tasks: readonly LoadedTask[]
  /** How a task is put to a model: the same text in training, evaluation and serving. */
  renderTask(task: LoadedTask): ChatMessage[]
  /** Does code parse on its own? What does not was seen by no engine and is not taught. */
  parses(language: string, code: string): boolean
  /** Origins (`remediation:<id>`) that the ensemble still flags after the fix: they are left out. */
  stillFlagged?: ReadonlySet<string>
  /** Characters of a question and its answer together; longer ones do not fit a small model's training window. */
  maxCharacters: number
  createdAt: string
}

export interface Candidate {
  manifest: DatasetManifest
  items: DatasetItem[]
  /** What was left out and why. */
  dropped: { origin: string; reason: string }[]
}

/** The code of an item's answer, without its fence. */
export function answerCode(item: DatasetItem): string {
  const answer = item.messages.at(-1)?.content ?? ''
  return answer.replace(/^```[^\n]*\n/, '').replace(/\n```$/, '\n')
}

/** Builds a candidate dataset. Pure and deterministic: the same sources give the same items and the same id. */
export function buildCandidate(sources: CandidateSources): Candidate {
  const dropped: Candidate['dropped'] = []
  const byId = new Map<string, DatasetItem>()
  const add = (item: Omit<DatasetItem, 'id'>) => {
    const origin = item.origins[0] ?? '?'
    const size = item.messages.reduce((sum, message) => sum + message.content.length, 0)
    if (size > sources.maxCharacters) {
      dropped.push({ origin, reason: `too long: ${size} characters, at most ${sources.maxCharacters}` })
      return
    }
    const id = digestJson(item.messages)
    const known = byId.get(id)
    // The same fix found twice is one example with two origins.
    if (known) known.origins = [...new Set([...known.origins, ...item.origins])].sort()
    else byId.set(id, { id, ...item })
  }
  for (const remediation of sources.remediations) {
    const refusal = whyNotTaught(remediation, sources)
    if (refusal === null) add(remediationItem(remediation))
    else dropped.push({ origin: `remediation:${remediation.id}`, reason: refusal })
  }
  for (const task of sources.tasks) {
    if (task.split === 'held-out') {
      dropped.push({ origin: `task:${task.id}`, reason: 'held out: no training item may show it' })
      continue
    }
    add(taskItem(task, sources.renderTask(task)))
  }
  const items = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { manifest: describe(items, sources), items, dropped }
}

/** A remediation teaches only when something confirmed it and nothing contradicts. */
function whyNotTaught(remediation: RemediationSource, sources: CandidateSources): string | null {
  if (sources.stillFlagged?.has(`remediation:${remediation.id}`)) return 'an engine still flags the fix'
  if (!sources.parses(remediation.language, dedent(remediation.after)))
    return 'the fix does not parse on its own'
  if (remediation.before === remediation.after) return 'the function did not change'
  if (remediation.decisions.some((decision) => decision.verdict === 'false-positive'))
    return 'decided as a false positive'
  if (!remediation.decisions.some((decision) => decision.verdict === 'true-positive'))
    return 'nothing confirmed it'
  return null
}

function remediationItem(remediation: RemediationSource): Omit<DatasetItem, 'id'> {
  return {
    kind: 'remediation',
    language: remediation.language,
    cwe: remediation.cwe,
    group: remediation.group,
    split: splitOf(remediation.group),
    messages: [
      {
        role: 'user',
        content: `Rewrite this ${remediation.language} code so that it is correct and robust.\n${fence(remediation.language, remediation.before)}`,
      },
      { role: 'assistant', content: fence(remediation.language, remediation.after) },
    ],
    origins: [`remediation:${remediation.id}`],
  }
}

function taskItem(task: LoadedTask, prompt: ChatMessage[]): Omit<DatasetItem, 'id'> {
  return {
    kind: 'task',
    language: task.language,
    cwe: task.cwe,
    group: `task:${task.template}`,
    split: task.split === 'validation' ? 'validation' : 'train',
    messages: [...prompt, { role: 'assistant', content: fence(task.language, task.secure) }],
    origins: [`task:${task.id}`],
  }
}

/** Code in the one form in which questions and answers carry it. */
function fence(language: string, code: string): string {
  return `\`\`\`${language}\n${dedent(code).trimEnd()}\n\`\`\``
}

/** A method stands alone: the margin of its first line is taken from every line that has it. */
export function dedent(code: string): string {
  const lines = code.split('\n')
  const margin = /^[ \t]*/.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0] ?? ''
  return lines.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line)).join('\n')
}

/** One group in ten goes to validation, chosen by the group's digest: stable when others come and go. */
function splitOf(group: string): 'train' | 'validation' {
  return Number.parseInt(sha256(group).slice(0, 8), 16) % 10 === 0 ? 'validation' : 'train'
}

function describe(items: DatasetItem[], sources: CandidateSources): DatasetManifest {
  const used = new Set(items.flatMap((item) => item.origins))
  const decisions = sources.remediations
    .filter((remediation) => used.has(`remediation:${remediation.id}`))
    .flatMap((remediation) => remediation.decisions)
  return {
    id: digestJson({ builder: BUILDER_VERSION, items: items.map((item) => [item.id, item.split]) }),
    status: 'candidate',
    createdAt: sources.createdAt,
    items: items.length,
    byKind: countBy(items, (item) => item.kind),
    byLanguage: countBy(items, (item) => item.language),
    byCwe: countBy(items, (item) => (item.cwe === null ? 'none' : String(item.cwe))),
    decisionsBy: countBy(decisions, (decision) => decision.deciderKind),
  }
}

function countBy<T>(values: readonly T[], key: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[key(value)] = (counts[key(value)] ?? 0) + 1
  return counts
}
