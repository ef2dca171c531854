import type { GateFacts } from '../gate/index.ts'
import type { DatasetItem, LoadedTask } from '../kernel/index.ts'
import { redactSecrets } from '../platform/index.ts'
import { overlapDetector } from './overlap.ts'
import type { RemediationSource } from './remediation-source.ts'

/** What was measured on the items by others: parser, engines, sandbox. Absent where it was not done. */
export interface ItemMeasurements {
  /** By item id: does the answer parse on its own? */
  parses?: ReadonlyMap<string, boolean>
  /** By item id: verdict of the ensemble on the answer. */
  verdicts?: ReadonlyMap<string, 'clean' | 'vulnerable' | 'unknown'>
  /** By item id, of items made from tasks: functional and exploit tests all pass in the sandbox. */
  validated?: ReadonlyMap<string, boolean>
  /** Scan runs behind the remediations. */
  scanRuns?: { complete: number; total: number }
}

/** Computes what the gate looks at. An item that a measurement does not know counts as not passing it. */
export function computeGateFacts(
  dataset: string,
  items: readonly DatasetItem[],
  sources: { remediations: readonly RemediationSource[]; heldOut: readonly LoadedTask[] },
  measured: ItemMeasurements,
): GateFacts {
  const remediations = items.filter((item) => item.kind === 'remediation')
  const tasks = items.filter((item) => item.kind === 'task')
  const byId = new Map(
    sources.remediations.map((remediation) => [`remediation:${remediation.id}`, remediation]),
  )
  const decisionsOf = (item: DatasetItem) =>
    item.origins
      .flatMap((origin) => byId.get(origin)?.decisions ?? [])
      .filter((decision) => decision.verdict === 'true-positive')
  const count = (list: readonly DatasetItem[], test: (item: DatasetItem) => boolean) =>
    list.filter(test).length
  const answers = items.map(answerOf)
  return {
    dataset,
    items: items.length,
    remediations: remediations.length,
    tasks: tasks.length,
    cwes: new Set(items.map((item) => item.cwe).filter((cwe) => cwe !== null)).size,
    duplicates: items.length - new Set(items.map(foldedText)).size,
    groupsInTwoSplits: groupsInTwoSplits(items),
    heldOutOverlap: countOverlap(items, answers, sources.heldOut),
    secrets: items.reduce((sum, item) => sum + secretsIn(item), 0),
    answers: measured.parses
      ? { parsed: count(items, (item) => measured.parses?.get(item.id) === true), total: items.length }
      : null,
    cleanAnswers: measured.verdicts
      ? {
          clean: count(items, (item) => measured.verdicts?.get(item.id) === 'clean'),
          unknown: count(items, (item) => (measured.verdicts?.get(item.id) ?? 'unknown') === 'unknown'),
          total: items.length,
        }
      : null,
    validatedTasks: measured.validated
      ? { passed: count(tasks, (item) => measured.validated?.get(item.id) === true), total: tasks.length }
      : null,
    decided: {
      decided: count(remediations, (item) => decisionsOf(item).length > 0),
      total: remediations.length,
    },
    decidedByPerson: {
      decided: count(remediations, (item) =>
        decisionsOf(item).some((decision) => decision.deciderKind === 'person'),
      ),
      total: remediations.length,
    },
    largestDeciderShare: largestShare(
      remediations.map((item) =>
        decisionsOf(item).map((decision) => `${decision.deciderKind}:${decision.decider}`),
      ),
    ),
    scanRuns: measured.scanRuns ?? null,
    largestCweShare: largestShare(items.map((item) => [String(item.cwe)])),
  }
}

const answerOf = (item: DatasetItem): string => item.messages.at(-1)?.content ?? ''

const foldedText = (item: DatasetItem): string =>
  item.messages.map((message) => `${message.role}:${message.content.replace(/\s+/g, ' ').trim()}`).join('\n')

function groupsInTwoSplits(items: readonly DatasetItem[]): number {
  const splits = new Map<string, Set<string>>()
  for (const item of items) splits.set(item.group, (splits.get(item.group) ?? new Set()).add(item.split))
  return [...splits.values()].filter((set) => set.size > 1).length
}

function countOverlap(
  items: readonly DatasetItem[],
  answers: string[],
  heldOut: readonly LoadedTask[],
): number | null {
  if (heldOut.length === 0) return null
  const showsReference = overlapDetector(heldOut.map((task) => task.secure))
  const showsPrompt = overlapDetector(heldOut.map((task) => task.prompt))
  return items.filter(
    (item, index) =>
      showsReference(answers[index] ?? '') ||
      item.messages.slice(0, -1).some((message) => showsPrompt(message.content)),
  ).length
}

const secretsIn = (item: DatasetItem): number =>
  item.messages.reduce(
    (sum, message) => sum + Object.values(redactSecrets(message.content).found).reduce((a, b) => a + b, 0),
    0,
  )

/** Share of lists that hold the most frequent key; null where there are no lists. */
function largestShare(lists: readonly (readonly string[])[]): number | null {
  if (lists.length === 0) return null
  const counts = new Map<string, number>()
  for (const list of lists) for (const key of new Set(list)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return Math.max(0, ...counts.values()) / lists.length
}
