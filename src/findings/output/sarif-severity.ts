import type { Finding, SeverityLevel } from '../../kernel/index.ts'
import type { SarifLevel } from './sarif-log.ts'

/** SARIF has three words for six: `unknown` is shown, as a warning. */
export const SARIF_LEVELS: Readonly<Record<SeverityLevel, Exclude<SarifLevel, 'none'>>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
  unknown: 'warning',
}

/**
 * `security-severity` of a level without a score: the middle of GitHub's band for it, so that reading
 * the file back gives the level again. Unknown has none.
 */
const SCORES: Readonly<Partial<Record<SeverityLevel, number>>> = {
  critical: 9.5,
  high: 8,
  medium: 5.5,
  low: 2,
  info: 0,
}

/** GitHub's `security-severity`, 0 to 10; null where nobody said how severe it is. */
export const securitySeverity = ({ score, level }: Finding['severity']): number | null =>
  score ?? SCORES[level] ?? null

/** As SARIF files carry it: text with one digit. */
export const severityText = (score: number): string => score.toFixed(1)
