import type { RegexLiteral } from '../../platform/index.ts'

/** What JavaScript's regular expressions do not have, or read otherwise than Python's. */
const PYTHON_ONLY = /\(\?(?:P[=>]|#|\(|>|[aiLmsux]+(?:-[imsx]+)?[):])|[*+?}]\+|\\N\{/

/** A pattern without what stands for itself: escaped characters and character classes. */
const withoutLiterals = (pattern: string): string =>
  pattern.replace(/\\[^N]/g, '').replace(/\[\]?[^\]]*\]/g, '')

/**
 * A pattern in JavaScript's syntax, as recheck reads it; null where Python's says something that JavaScript's
 * cannot (verbose mode, atomic groups, possessive quantifiers, inline flags, conditions).
 */
export function toSharedSyntax(
  regex: RegexLiteral,
  isPython: boolean,
): { pattern: string; flags: string } | null {
  if (!isPython) return { pattern: regex.pattern, flags: regex.flags }
  if (regex.flags.includes('x') || PYTHON_ONLY.test(withoutLiterals(regex.pattern))) return null
  const shared = regex.pattern
    .replace(/\(\?P<(\w+)>/g, '(?<$1>')
    .replace(/(?<!\\)((?:\\\\)*)\\A/g, '$1^')
    .replace(/(?<!\\)((?:\\\\)*)\\Z/g, '$1$$')
  const pattern =
    regex.anchoring === 'search' ? shared : `^(?:${shared})${regex.anchoring === 'fullmatch' ? '$' : ''}`
  return { pattern, flags: regex.flags }
}
