import { type CompactFindings, FIELD, FLAG, mixKey } from './compact-findings.ts'
import { codeAnd } from './match-file.ts'
import type { KeyOf, Pairing } from './pairing.ts'

/** What is called how now, on either side. */
export interface Successors {
  ruleOf(side: 'before' | 'after', index: number): number
  pathOf(path: number): number
  /** Is this a rule that the earlier scan reported and the later did not? */
  hasVanished(tool: number, rule: number): boolean
  /** And one that the later scan reported and the earlier did not? */
  hasAppeared(tool: number, rule: number): boolean
}

/** Pairs what changed its rule, then what changed its file. */
export function matchAcross(
  pairing: Pairing,
  { ruleOf, pathOf, hasVanished, hasAppeared }: Successors,
): void {
  const { before, after } = pairing
  const olds = openOf(before.length, pairing.openBefore)
  const nows = openOf(after.length, pairing.openAfter)
  if (olds.length === 0 || nows.length === 0) return

  const swapped = (findings: CompactFindings, index: number) => {
    const [cwe, tool, rule, path] = [FIELD.cwe, FIELD.tool, FIELD.rule, FIELD.path].map((field) =>
      findings.get(index, field),
    ) as [number, number, number, number]
    if (cwe === 0 || findings.has(index, FLAG.dependency)) return 0
    if (findings === before ? !hasVanished(tool, rule) : !hasAppeared(tool, rule)) return 0
    const place = findings === before ? pathOf(path) : path
    if (findings.has(index, FLAG.contentDigest))
      return mixKey(tool, cwe, place, codeAnd(FIELD.above, FIELD.below)(findings, index))
    return mixKey(
      tool,
      cwe,
      place,
      findings.get(index, FIELD.startLine),
      findings.get(index, FIELD.startColumn),
    )
  }
  pairing.join(olds, nows, swapped, 'rule', 'only-one')

  const moved =
    (keyOf: KeyOf): KeyOf =>
    (findings, index) => {
      const rule = ruleOf(findings === before ? 'before' : 'after', index)
      const tool = findings.get(index, FIELD.tool)
      if (findings.has(index, FLAG.dependency)) return mixKey(tool, rule, findings.digest(index, FIELD.code))
      return findings.has(index, FLAG.contentDigest) ? mixKey(tool, rule, keyOf(findings, index)) : 0
    }
  pairing.join(olds, nows, moved(codeAnd(FIELD.above, FIELD.below)), 'moved', 'ambiguous-rest')
  pairing.join(olds, nows, moved(codeAnd(FIELD.above)), 'moved', 'only-one')
  pairing.join(olds, nows, moved(codeAnd(FIELD.below)), 'moved', 'only-one')
}

function openOf(length: number, isOpen: (index: number) => boolean): number[] {
  const open: number[] = []
  for (let index = 0; index < length; index++) if (isOpen(index)) open.push(index)
  return open
}
