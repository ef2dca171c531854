/** Words, numbers, or one sign at a time: enough of a lexer to make layout irrelevant in any language. */
const TOKEN = /[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu

/** The text's tokens joined by single spaces: indentation, line breaks and line numbers do not matter. */
export function normaliseCode(text: string): string {
  return (text.match(TOKEN) ?? []).join(' ')
}
