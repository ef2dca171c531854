import type { Location } from '../../kernel/index.ts'
import { codeTokens } from './normalise-code.ts'

/** Tokens taken on either side: about a line of code each, wherever its lines break. */
const TOKENS = 8

/** Lines and characters looked through for them. A minified file is one line of megabytes. */
const MAX_LINES = 8
const MAX_CHARACTERS = 400

/** The tokens before and after a region, however they are laid out. Whole lines where columns are unknown. */
export function codeAround(lines: readonly string[], location: Location): { above: string; below: string } {
  const exact = location.unit === 'utf16'
  const start = exact ? (location.startColumn ?? 1) - 1 : 0
  const endLine = lines[location.endLine - 1] ?? ''
  const end = exact ? (location.endColumn ?? endLine.length + 1) - 1 : endLine.length
  const above = [
    ...lines.slice(Math.max(0, location.startLine - 1 - MAX_LINES), location.startLine - 1),
    (lines[location.startLine - 1] ?? '').slice(0, start).slice(-MAX_CHARACTERS),
  ].join('\n')
  const below = [
    endLine.slice(end, end + MAX_CHARACTERS),
    ...lines.slice(location.endLine, location.endLine + MAX_LINES),
  ].join('\n')
  return {
    above: codeTokens(above.slice(-MAX_CHARACTERS)).slice(-TOKENS).join(' '),
    below: codeTokens(below.slice(0, MAX_CHARACTERS)).slice(0, TOKENS).join(' '),
  }
}
