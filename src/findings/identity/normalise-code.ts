/** Words, numbers, or one sign at a time: enough of a lexer to make layout irrelevant in any language. */
const TOKEN = /[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu

const CLOSERS = new Set([')', ']', '}'])

/**
 * The text's tokens without what a formatter decides: kind of quotes, semicolons, a comma before a closing
 * bracket. Two texts that differ in meaning may so become one, which is harmless for recognising a place.
 */
export function codeTokens(text: string): string[] {
  const tokens: string[] = []
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === ';') continue
    if (CLOSERS.has(token) && tokens.at(-1) === ',') tokens.pop()
    tokens.push(token === "'" ? '"' : token)
  }
  return tokens
}

/** The text's tokens joined by single spaces: indentation, line breaks and line numbers do not matter. */
export function normaliseCode(text: string): string {
  return codeTokens(text).join(' ')
}
