/** Deepest nesting that a report may have: real reports stay below 40; recursion stays safe far above 500. */
export const MAX_JSON_DEPTH = 500

/** Largest report read into memory, in bytes: V8 takes no string above 512 MiB. */
export const MAX_JSON_BYTES = 512 * 1024 * 1024 - 64

/**
 * Deepest nesting of brackets outside strings, found in one pass that stops above `limit`, so that a
 * hostile file is refused before a parser recurses into it. Says nothing about validity.
 */
export function exceedsDepth(text: string, limit: number = MAX_JSON_DEPTH): { offset: number } | null {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === 0x5c) index++
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > limit) return { offset: index }
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--
  }
  return null
}
