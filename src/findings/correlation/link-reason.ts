import type { Finding, Location } from '../../kernel/index.ts'
import { agreeOnCwe } from './agree-on-cwe.ts'
import { claimedCwes } from './rule-cwe.ts'

/** Why two issues are worth seeing side by side although they are not one; the lower `rank`, the closer. */
export interface LinkReason {
  rank: number
  reason: string
}

/** Same data-flow sink, or same line without agreement on the CWE, or the same CWE a few lines away; else null. */
export function linkReason(a: Finding, b: Finding): LinkReason | null {
  const sink = sinkOf(a)
  if (sink !== null && sink === sinkOf(b)) return { rank: 1, reason: 'the data flows end at the same place' }
  if (a.location === null || b.location === null || a.location.path !== b.location.path) return null
  if (a.package !== null || b.package !== null) return null
  const gap = linesApart(a.location, b.location)
  const agreement = agreeOnCwe(claimedCwes(a), claimedCwes(b))
  if (gap === 0) {
    if (a.kind !== b.kind) return { rank: 4, reason: `same line, ${a.kind} and ${b.kind}` }
    if (agreement !== null)
      return { rank: 2, reason: `same line, ${agreement.reason}, the regions stand apart` }
    return { rank: 3, reason: 'same line, the CWEs do not agree' }
  }
  if (a.kind !== b.kind || agreement?.rank !== 0) return null
  return { rank: 5 + gap, reason: `${agreement.reason}, ${gap} ${gap === 1 ? 'line' : 'lines'} apart` }
}

/** The place where a data flow ends, as one word; null where the finding has no flow. */
export function sinkOf(finding: Finding): string | null {
  const last = finding.flow.at(-1)?.location
  return finding.flow.length < 2 || last === undefined
    ? null
    : `${last.path}:${last.startLine}:${last.startColumn ?? ''}`
}

const linesApart = (a: Location, b: Location): number =>
  Math.max(0, Math.max(a.startLine, b.startLine) - Math.min(a.endLine, b.endLine))
