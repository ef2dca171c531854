import type { Finding } from '../../kernel/index.ts'
import type { MatchOptions } from './match-options.ts'
import { matchRuns, type RunMatch, type ScanSide } from './match-runs.ts'

/**
 * Findings that an earlier scan did not have, in the later scan's order: what is new, and what cannot be
 * told from something new. Nothing is hidden that is not known to be old.
 */
export function newSince(
  before: ScanSide,
  after: ScanSide,
  options: MatchOptions = {},
): { findings: Finding[]; match: RunMatch } {
  const match = matchRuns(before, after, options)
  const unsure = match.possible.filter(({ side }) => side === 'after').map(({ finding }) => finding)
  const shown = new Set([...match.introduced, ...unsure])
  return { findings: after.findings.filter((finding) => shown.has(finding)), match }
}
