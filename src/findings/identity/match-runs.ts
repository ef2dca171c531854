import type { Finding, ScanRun } from '../../kernel/index.ts'
import type { MatchOptions } from './match-options.ts'
import type { MatchedBy } from './pairing.ts'
import { RunMatcher } from './run-matcher.ts'

/** One side of a comparison: one scan of one code state. */
export interface ScanSide {
  runs: readonly ScanRun[]
  findings: readonly Finding[]
}

/** Two scans, compared one to one. Every finding stands in exactly one list. */
export interface RunMatch {
  unchanged: { before: Finding; after: Finding; by: MatchedBy }[]
  /** Only in `after`, and nothing in `before` could be it. */
  introduced: Finding[]
  /** Only in `before`, in a file that a complete scan of the same tool looked at again. */
  fixed: Finding[]
  /** Gone or ambiguous: never closed automatically. */
  possible: { finding: Finding; side: 'before' | 'after'; reason: string }[]
  /** Files that were taken for one: earlier path → later path. */
  renamedFiles: ReadonlyMap<string, string>
}

/**
 * Matches findings of an earlier and a later scan, tool by tool, one to one, by the strongest evidence that
 * there is (`MATCHED_BY`, after the order of Microsoft's sarif-sdk baseliner). What is absent from an
 * incomplete scan is not fixed; what an incomplete scan did not have is not new. `docs/identity.md` has the rules.
 */
export function matchRuns(before: ScanSide, after: ScanSide, options: MatchOptions = {}): RunMatch {
  const matcher = new RunMatcher(options)
  for (const finding of before.findings) matcher.addBefore(finding)
  for (const finding of after.findings) matcher.addAfter(finding)
  const match = matcher.match({ before: before.runs, after: after.runs })
  const result: RunMatch = {
    unchanged: [],
    introduced: [],
    fixed: [],
    possible: [],
    renamedFiles: match.renamedFiles,
  }
  for (const [index, finding] of after.findings.entries()) {
    const outcome = match.after(index)
    if (outcome.state === 'unchanged') {
      const old = before.findings[outcome.partner]
      if (old !== undefined) result.unchanged.push({ before: old, after: finding, by: outcome.by })
    } else if (outcome.state === 'unknown')
      result.possible.push({ finding, side: 'after', reason: outcome.reason })
    else result.introduced.push(finding)
  }
  for (const [index, finding] of before.findings.entries()) {
    const outcome = match.before(index)
    if (outcome.state === 'fixed') result.fixed.push(finding)
    else if (outcome.state === 'unknown')
      result.possible.push({ finding, side: 'before', reason: outcome.reason })
  }
  return result
}
