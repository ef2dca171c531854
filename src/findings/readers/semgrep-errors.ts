import type { TargetStatus } from '../../kernel/index.ts'
import { asText, field } from '../json/access.ts'
import type { ReadItem } from './port.ts'

/** Kind of an error: a word, or a list that starts with the word (`["PartialParsing", […]]`); the core calls it `error_type`. */
function kindOf(error: unknown): string {
  for (const key of ['type', 'error_type']) {
    const type = field(error, key)
    const word = asText(Array.isArray(type) ? type[0] : type)
    if (word !== null) return word
  }
  return 'error'
}

const pathOf = (error: unknown): string | null =>
  asText(field(error, 'path')) ??
  asText(field(error, 'location', 'path')) ??
  asText(field(error, 'spans', 0, 'file'))

/** Level as written; the core writes `{"level": ["Error"]}` or a plain word. */
function levelOf(error: unknown): 'error' | 'warning' | 'note' {
  const level = field(error, 'level')
  const word = (
    asText(Array.isArray(level) ? level[0] : level) ??
    asText(field(error, 'severity')) ??
    'error'
  ).toLowerCase()
  if (word.startsWith('warn')) return 'warning'
  return word === 'info' || word === 'note' ? 'note' : 'error'
}

/**
 * A file that an error names was not scanned as a whole, even where the level is `warn` and the file
 * stands in `paths.scanned` (partial parsing).
 */
export function targetOfError(error: unknown): { path: string; status: TargetStatus; reason: string } | null {
  const path = pathOf(error)
  if (path === null || levelOf(error) === 'note') return null
  return { path, status: 'failed', reason: kindOf(error) }
}

/** `PartialParsing`, `Syntax error`, `Timeout` … as kebab-case code. */
export function toDiagnostic(error: unknown, report: string, pointer: string): ReadItem {
  const message = asText(field(error, 'message')) ?? asText(field(error, 'long_msg')) ?? kindOf(error)
  const code = kindOf(error)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase()
  const level = levelOf(error)
  return {
    type: 'diagnostic',
    diagnostic: { level, code, message, path: pathOf(error) ?? report, position: pointer },
    incomplete: level !== 'note',
  }
}
