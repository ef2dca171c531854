import { type MatchOptions, type ReadContext, type ReportEvent, RunMatcher } from '../findings/index.ts'
import type { ScanRun } from '../kernel/index.ts'
import { openComparisonSide, type SideOptions } from './comparison-side.ts'

/** What is new in some reports since an earlier one. */
export interface SinceBaseline {
  /** Is the finding with this number, in the order of the reports, new, or not known to be old? */
  isNew(index: number): boolean
  counts: { new: number; unknown: number; unchanged: number; fixed: number }
}

/**
 * Matches reports with a baseline. Findings are not kept, only what recognises them: whoever shows the new ones
 * reads the reports again.
 *
 * @throws SbrError `BAD_INPUT` where the baseline cannot be read.
 */
export async function compareWithBaseline(
  baseline: string,
  reports: Iterable<ReportEvent>,
  readContext: ReadContext,
  options: SideOptions & MatchOptions = {},
): Promise<SinceBaseline> {
  const matcher = new RunMatcher(options)
  const runs = { before: [] as ScanRun[], after: [] as ScanRun[] }
  const side = await openComparisonSide(baseline, readContext, { assumeComplete: options.assumeComplete })
  try {
    for (const event of side.events())
      if (event.type === 'finding') matcher.addBefore(event.finding)
      else runs.before.push(event.run)
  } finally {
    side.close()
  }
  for (const event of reports)
    if (event.type === 'finding') matcher.addAfter(event.finding)
    else runs.after.push(event.run)
  const match = matcher.match(runs)
  return { isNew: (index) => match.after(index).state !== 'unchanged', counts: match.summary }
}
