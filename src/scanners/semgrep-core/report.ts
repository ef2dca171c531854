import type { Staging } from '../shared/staging.ts'
import type { CoreMatch } from './core-output.ts'
import type { BatchTotals } from './run-batches.ts'

/**
 * The matches of all batches as one report in Semgrep's documented form, in an order that does not
 * depend on timing, with the targets' own paths. Errors are left out: they are in the run already.
 */
export function toReport(version: string, totals: readonly BatchTotals[], staging: Staging): unknown {
  const results = totals
    .flatMap((total) => total.matches)
    .filter((match) => staging.originalOf(match.path) !== null)
    .map((match) => staging.restorePaths(match) as CoreMatch)
    .sort(compareMatches)
  return { version, results, errors: [], paths: { scanned: [] } }
}

function compareMatches(a: CoreMatch, b: CoreMatch): number {
  return (
    compare(a.path, b.path) ||
    a.start.offset - b.start.offset ||
    a.end.offset - b.end.offset ||
    compare(a.check_id, b.check_id)
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
