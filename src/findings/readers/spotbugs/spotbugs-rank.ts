import type { FindingKind, SeverityLevel } from '../../../kernel/index.ts'

/**
 * Level of a rank from 1 (worst) to 20, as SpotBugs' own SARIF draws it (measured at 5, 10, 12, 14, 16, 18, 20): up
 * to 9 (scariest, scary) `error`, up to 14 (troubling) `warning`, up to 20 (of concern) `note`.
 */
export function levelOfRank(rank: number | null): SeverityLevel | undefined {
  if (rank === null || rank < 1 || rank > 20) return undefined
  if (rank <= 9) return 'high'
  return rank <= 14 ? 'medium' : 'low'
}

/** SpotBugs' priority, which is its confidence. 4 is experimental, 5 means that the result was to be ignored. */
export const CONFIDENCES: Readonly<Record<string, string>> = { '1': 'high', '2': 'medium', '3': 'low' }

const WEAKNESS_CATEGORIES: ReadonlySet<string> = new Set([
  'SECURITY',
  'MALICIOUS_CODE',
  'CORRECTNESS',
  'MT_CORRECTNESS',
])

/** Categories such as STYLE, PERFORMANCE, BAD_PRACTICE are about quality. */
export const kindOfCategory = (category: string | undefined): FindingKind =>
  category !== undefined && WEAKNESS_CATEGORIES.has(category) ? 'static' : 'quality'
