import { type CompactFindings, FIELD, FLAG, mixKey } from './compact-findings.ts'
import { matchEdits, matchMappedLines, type SourcePair } from './match-by-source.ts'
import type { KeyOf, Pairing } from './pairing.ts'

/** Findings of one tool in one file, by index, in order of rule and place. */
export interface FileSides {
  before: readonly number[]
  after: readonly number[]
  /** The rule that an earlier or later finding counts as: renamed rules are one. */
  ruleOf(side: 'before' | 'after', index: number): number
  /** Text of the file on either side, where both are at hand. */
  source(): SourcePair | null
}

/** Pairs what can be recognised within one file of one tool, the strongest evidence first. */
export function matchFile(pairing: Pairing, sides: FileSides): void {
  const olds = groupByRule(sides, 'before')
  const nows = groupByRule(sides, 'after')
  for (const [rule, before] of olds) {
    const after = nows.get(rule)
    if (after === undefined) continue
    const between = codeAnd(FIELD.above, FIELD.below)
    const scope = digestOf(FIELD.scope)
    pairing.join(before, after, between, 'exact', 'as-many')
    pairing.join(before, after, scope, 'scope', 'as-many')
    pairing.join(before, after, codeAnd(FIELD.above), 'exact', 'only-one')
    pairing.join(before, after, codeAnd(FIELD.below), 'exact', 'only-one')
    const isOpen = before.some(pairing.openBefore) || after.some(pairing.openAfter)
    if (!isOpen) continue
    const source = sides.source()
    // Which one of several equal ones went, only the diff tells; where it does not, their order has to do.
    if (source !== null) matchMappedLines(pairing, before, after, source)
    pairing.join(before, after, between, 'exact', 'in-order')
    pairing.join(before, after, scope, 'scope', 'in-order')
    pairing.join(before, after, digestOf(FIELD.code), 'exact', 'ambiguous-rest')
    pairing.join(before, after, around, 'context', 'only-one')
    // Where one side had its source and the other had not, their codes cannot be compared.
    if (
      before.some((index) => !hadSource(pairing.before, index)) ||
      after.some((index) => !hadSource(pairing.after, index))
    ) {
      pairing.join(before, after, placeAndMessage, 'position', 'in-order')
      pairing.join(before, after, digestOf(FIELD.message), 'message', 'ambiguous-rest')
    }
    if (source !== null) matchEdits(pairing, before, after, source)
  }
  matchNeighbours(pairing, sides)
}

const hadSource = (findings: CompactFindings, index: number): boolean =>
  findings.has(index, FLAG.source) || findings.has(index, FLAG.dependency)

const digestOf =
  (field: number): KeyOf =>
  (findings, index) =>
    findings.digest(index, field)

/** The code and what stands next to it, on the sides named. */
export const codeAnd =
  (...fields: readonly number[]): KeyOf =>
  (findings, index) => {
    const code = findings.digest(index, FIELD.code)
    return code === 0 ? 0 : mixKey(code, ...fields.map((field) => findings.digest(index, field)))
  }

const around: KeyOf = (findings, index) => {
  const above = findings.digest(index, FIELD.above)
  return above === 0 ? 0 : mixKey(above, findings.digest(index, FIELD.below))
}

const placeAndMessage: KeyOf = (findings, index) =>
  mixKey(
    findings.get(index, FIELD.startLine),
    findings.get(index, FIELD.startColumn),
    findings.get(index, FIELD.endLine),
    findings.get(index, FIELD.endColumn),
    findings.digest(index, FIELD.message),
  )

function groupByRule(sides: FileSides, side: 'before' | 'after'): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const index of sides[side]) {
    const rule = sides.ruleOf(side, index)
    const group = groups.get(rule)
    if (group === undefined) groups.set(rule, [index])
    else group.push(index)
  }
  return groups
}

/**
 * A finding alone of its rule between two recognised ones is the one alone of its rule between their
 * partners. The ends of a file are no neighbours: of them nothing was recognised.
 */
function matchNeighbours(pairing: Pairing, sides: FileSides): void {
  const olds = gapsOf(pairing.before, sides, 'before', (index) => (pairing.partnerOfBefore[index] ?? 0) - 1)
  if (olds.size === 0) return
  const nows = gapsOf(pairing.after, sides, 'after', (index) =>
    (pairing.partnerOfAfter[index] ?? 0) === 0 ? -1 : index,
  )
  for (const [key, [old, ...others]] of olds) {
    const [now, ...more] = nows.get(key) ?? []
    if (old !== undefined && now !== undefined && others.length === 0 && more.length === 0)
      pairing.pair(old, now, 'neighbour')
  }
}

/** Open findings by rule and by the recognised ones above and below, named by their later index. */
function gapsOf(
  findings: CompactFindings,
  sides: FileSides,
  side: 'before' | 'after',
  anchorOf: (index: number) => number,
): Map<string, number[]> {
  const ordered = [...sides[side]].sort(
    (a, b) => findings.get(a, FIELD.startLine) - findings.get(b, FIELD.startLine) || a - b,
  )
  const gaps = new Map<string, number[]>()
  let above = -1
  let open: number[] = []
  for (const index of ordered) {
    const anchor = anchorOf(index)
    if (anchor < 0) {
      open.push(index)
      continue
    }
    if (above >= 0)
      for (const one of open) {
        const key = `${above}:${anchor}:${sides.ruleOf(side, one)}`
        const gap = gaps.get(key)
        if (gap === undefined) gaps.set(key, [one])
        else gap.push(one)
      }
    above = anchor
    open = []
  }
  return gaps
}
