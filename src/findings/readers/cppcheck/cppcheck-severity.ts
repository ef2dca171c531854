import type { FindingKind, SeverityLevel } from '../../../kernel/index.ts'
import type { SeverityClaim } from '../port.ts'

/** cppcheck's words (`--errorlist`): `error` is undefined behaviour, `warning` defensive programming. */
const LEVELS: Readonly<Record<string, SeverityLevel>> = {
  error: 'high',
  warning: 'medium',
  style: 'low',
  performance: 'low',
  portability: 'low',
  information: 'info',
}

/** The claim of one of cppcheck's words. */
export function cppcheckSeverity(raw: string | null, word: string | null, source: string): SeverityClaim {
  return {
    raw,
    source,
    scale: 'own',
    level: word !== null && Object.hasOwn(LEVELS, word) ? LEVELS[word] : undefined,
  }
}

/** What is no `error` or `warning` is about style, speed or portability, CWE or not. */
export const cppcheckKind = (word: string | null): FindingKind =>
  word === 'error' || word === 'warning' ? 'static' : 'quality'
