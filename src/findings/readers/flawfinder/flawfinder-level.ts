import type { SeverityLevel } from '../../../kernel/index.ts'
import type { SeverityClaim } from '../port.ts'

/**
 * Risk levels from 0 (none) to 5 (most). Its SARIF draws the same lines: `error` from 4, `warning` at 3,
 * `note` below.
 */
const LEVELS: readonly SeverityLevel[] = ['info', 'low', 'low', 'medium', 'high', 'critical']

/** The claim of a risk level; a number that is none claims nothing. */
export function flawfinderSeverity(level: number | null, source: string): SeverityClaim {
  return {
    raw: level === null ? null : String(level),
    source,
    scale: 'own',
    level: level === null ? undefined : LEVELS[level],
  }
}
