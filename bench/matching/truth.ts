import type { Finding } from '../../src/kernel/index.ts'
import type { EditedFile } from './edits.ts'

/** Which later finding every earlier one is (index; -1: it is gone; -2: nobody knows). */
export type Truth = readonly number[]

/** Lines within which a finding stays that an edit broke over two. */
const WRAP = 1

/** Reads the truth off what the edit did to every line: rule, and the line where the finding's line went. */
export function truthOf(
  before: readonly Finding[],
  after: readonly Finding[],
  files: ReadonlyMap<string, Pick<EditedFile, 'path' | 'lineOf'>>,
  ruleOf: (rule: string) => string = (rule) => rule,
): Truth {
  const byRule = Map.groupBy(
    [...after.keys()].sort((a, b) => order(after[a], after[b])),
    (index) => keyOf(after[index], ruleOf),
  )
  const taken = new Set<number>()
  const truth = before.map(() => -1)
  for (const index of [...before.keys()].sort((a, b) => order(before[a], before[b]))) {
    const finding = before[index]
    const location = finding?.location
    const file = files.get(location?.path ?? '')
    if (finding === undefined || !location || file === undefined) continue
    const line = file.lineOf(location.startLine)
    if (line === 0) continue
    const key = `${finding.tool.name} ${finding.rule.id} ${file.path}`
    const partner = (byRule.get(key) ?? []).find((one) => {
      const start = after[one]?.location?.startLine ?? 0
      return !taken.has(one) && start >= line && start <= line + WRAP
    })
    if (partner === undefined) continue
    taken.add(partner)
    truth[index] = partner
  }
  return truth
}

const keyOf = (finding: Finding | undefined, ruleOf: (rule: string) => string): string =>
  `${finding?.tool.name} ${ruleOf(finding?.rule.id ?? '')} ${finding?.location?.path}`

const order = (a: Finding | undefined, b: Finding | undefined): number =>
  (a?.location?.startLine ?? 0) - (b?.location?.startLine ?? 0) ||
  (a?.location?.startColumn ?? 0) - (b?.location?.startColumn ?? 0)

/**
 * Of an earlier finding on a rewritten line nobody knows whether a later one of its rule and file, which is
 * no other's successor, is it: both are left out of the count.
 */
export function openWhereRewritten(
  before: readonly Finding[],
  after: readonly Finding[],
  truth: Truth,
): Truth {
  const taken = new Set(truth)
  const rivals = new Set(
    after.flatMap((finding, index) => (taken.has(index) ? [] : [keyOf(finding, (rule) => rule)])),
  )
  return truth.map((partner, index) =>
    partner === -1 && rivals.has(keyOf(before[index], (rule) => rule)) ? -2 : partner,
  )
}
