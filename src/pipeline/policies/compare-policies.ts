import { canonicalJson, type RewardDocument } from '../../kernel/index.ts'
import { type JudgeIdentity, type Policy, ratesOf, rescoreDocument } from '../../reward/index.ts'

/** One field that differs, by JSON Pointer; rates of lineages are compared on their own. */
export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

/** Rates of a lineage that differ, as means. */
export interface RateChange {
  lineage: string
  language: string | null
  cwe: number | null
  truePositive: { before: number; after: number }
  falsePositive: { before: number; after: number }
}

/** One reward under both. */
export interface RewardChange {
  id: string
  before: number
  after: number
  labelBefore: string
  labelAfter: string
}

/** What a change does to rewards. */
export interface RewardComparison {
  /** Rewards that were looked at. */
  rewards: number
  /** Of these, those that could be scored under both. */
  compared: number
  /** Those that moved by more than a hundredth. */
  moved: number
  relabelled: number
  meanBefore: number | null
  meanAfter: number | null
  /** Moved most first, at most 20. */
  largest: RewardChange[]
}

/** What is written differently in two policies. */
export function comparePolicies(
  before: Policy,
  after: Policy,
): { fields: FieldChange[]; rates: RateChange[] } {
  const strip = (policy: Policy) => ({
    ...policy,
    calibration: { ...policy.calibration, lineages: undefined },
  })
  return { fields: diffValues(strip(before), strip(after), ''), rates: diffRates(before, after) }
}

function diffValues(before: unknown, after: unknown, field: string): FieldChange[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    return keys.flatMap((key) => diffValues(before[key], after[key], `${field}/${key}`))
  }
  return canonicalJson(before ?? null) === canonicalJson(after ?? null)
    ? []
    : [{ field, before: before ?? null, after: after ?? null }]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function diffRates(before: Policy, after: Policy): RateChange[] {
  const keys = new Map(
    [...before.calibration.lineages, ...after.calibration.lineages].map(({ lineage, language, cwe }) => [
      `${lineage} ${language} ${cwe}`,
      { lineage, language, cwe },
    ]),
  )
  const mean = ([hits, misses]: readonly [number, number]) => hits / (hits + misses)
  return [...keys.values()].flatMap(({ lineage, language, cwe }) => {
    const of = (policy: Policy) => ratesOf(lineage, language ?? 'python', cwe, policy.calibration)
    const [old, now] = [of(before), of(after)]
    const change = {
      lineage,
      language,
      cwe,
      truePositive: { before: mean(old.truePositive), after: mean(now.truePositive) },
      falsePositive: { before: mean(old.falsePositive), after: mean(now.falsePositive) },
    }
    const same = (rate: { before: number; after: number }) => Math.abs(rate.before - rate.after) < 1e-9
    return same(change.truePositive) && same(change.falsePositive) ? [] : [change]
  })
}

/** Scores past rewards under another policy, from their documents. */
export function compareDocuments(
  documents: readonly RewardDocument[],
  from: { policy: Policy; identity: JudgeIdentity },
  to: Policy,
): RewardComparison {
  const changes = documents.flatMap((document): RewardChange[] => {
    const again = rescoreDocument(document, from, to)
    if (again === null || document.reward === null) return []
    return [
      {
        id: document.id,
        before: document.reward,
        after: again.reward,
        labelBefore: document.label,
        labelAfter: again.label,
      },
    ]
  })
  return summariseChanges(documents.length, changes)
}

/** Pairs documents of the same samples, judged twice. Those without a reward on either side are not compared. */
export function comparePairs(
  pairs: readonly { before: RewardDocument; after: RewardDocument }[],
): RewardComparison {
  const changes = pairs.flatMap(({ before, after }): RewardChange[] =>
    before.reward === null || after.reward === null
      ? []
      : [
          {
            id: after.id,
            before: before.reward,
            after: after.reward,
            labelBefore: before.label,
            labelAfter: after.label,
          },
        ],
  )
  return summariseChanges(pairs.length, changes)
}

function summariseChanges(rewards: number, changes: readonly RewardChange[]): RewardComparison {
  const distance = ({ before, after }: RewardChange) => Math.abs(before - after)
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
  const touched = changes.filter(
    (change) => distance(change) > 0.01 || change.labelBefore !== change.labelAfter,
  )
  return {
    rewards,
    compared: changes.length,
    moved: changes.filter((change) => distance(change) > 0.01).length,
    relabelled: changes.filter((change) => change.labelBefore !== change.labelAfter).length,
    meanBefore: mean(changes.map(({ before }) => before)),
    meanAfter: mean(changes.map(({ after }) => after)),
    largest: touched.sort((a, b) => distance(b) - distance(a) || (a.id < b.id ? -1 : 1)).slice(0, 20),
  }
}
