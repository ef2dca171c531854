import { type CompactMatch, type MatchOptions, RunMatcher } from '../findings/index.ts'
import type { ScanRun } from '../kernel/index.ts'
import type { ComparisonSide } from './comparison-side.ts'

/** Two scans, read and matched. */
export interface ComparedSides {
  before: ComparisonSide
  after: ComparisonSide
  runs: { before: ScanRun[]; after: ScanRun[] }
  match: CompactMatch
}

/** Reads both sides once and matches them. Findings are not kept: whoever shows them reads the sides again. */
export function compareSides(
  before: ComparisonSide,
  after: ComparisonSide,
  options: MatchOptions = {},
): ComparedSides {
  const matcher = new RunMatcher(options)
  const runs = { before: [] as ScanRun[], after: [] as ScanRun[] }
  for (const event of before.events())
    if (event.type === 'finding') matcher.addBefore(event.finding)
    else runs.before.push(event.run)
  for (const event of after.events())
    if (event.type === 'finding') matcher.addAfter(event.finding)
    else runs.after.push(event.run)
  return { before, after, runs, match: matcher.match(runs) }
}
