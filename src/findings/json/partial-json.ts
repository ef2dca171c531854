/** What could be read of a text that is not JSON as a whole. */
export interface PartialJson {
  /** The value as far as it was read; undefined where not even a first value began. */
  value: unknown
  /** Offset in UTF-16 code units at which reading ended. */
  offset: number
  reason: string
  /** Path of containers that were open there, as JSON pointer: what lies on it is incomplete. */
  openPointer: string
}

interface Frame {
  container: unknown[] | Record<string, unknown>
  key: string | null
}

class Stop extends Error {}

/**
 * Reads JSON up to its first fault and keeps everything before it. Iterative, so that nesting costs no
 * stack; used only after `JSON.parse` has refused the text.
 */
export function parsePartialJson(text: string): PartialJson {
  const frames: Frame[] = []
  let root: unknown
  let at = 0

  const stop = (reason: string): never => {
    throw new Stop(reason)
  }
  const space = () => {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++
    if (at >= text.length) stop('the text ends in the middle')
  }
  const scalar = (): unknown => {
    if (text.charAt(at) === '"') return string()
    const match = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y
    match.lastIndex = at
    const found = match.exec(text)
    // A number that touches the end may have lost digits.
    if (!found || match.lastIndex >= text.length)
      return stop(at + 40 > text.length ? 'the text ends in the middle' : 'not a JSON value')
    at = match.lastIndex
    return JSON.parse(found[0]) as unknown
  }
  const string = (): string => {
    for (let end = at + 1; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (code === 0x5c) end++
      else if (code === 0x22) {
        const literal = text.slice(at, end + 1)
        let value: string
        try {
          value = JSON.parse(literal) as string
        } catch {
          return stop('a string is not valid')
        }
        at = end + 1
        return value
      }
    }
    return stop('the text ends in the middle of a string')
  }
  const put = (value: unknown) => {
    const frame = frames.at(-1)
    if (frame === undefined) root = value
    else if (Array.isArray(frame.container)) frame.container.push(value)
    else
      Object.defineProperty(frame.container, frame.key ?? '', {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      })
  }
  const readKey = (frame: Frame) => {
    space()
    if (text.charAt(at) !== '"') stop('a key is missing')
    frame.key = string()
    space()
    if (text.charAt(at) !== ':') stop('a colon is missing')
    at++
  }

  try {
    for (;;) {
      // One value begins here.
      space()
      const first = text.charAt(at)
      if (first === '{' || first === '[') {
        const container = first === '[' ? [] : {}
        put(container)
        const frame: Frame = { container, key: null }
        frames.push(frame)
        at++
        space()
        if (text.charAt(at) !== (first === '[' ? ']' : '}')) {
          if (first === '{') readKey(frame)
          continue
        }
      } else put(scalar())
      // One value ended here: close what closes, then expect a comma.
      for (;;) {
        const frame = frames.at(-1)
        if (frame === undefined) {
          return { value: root, offset: at, reason: 'there is text after the value', openPointer: '' }
        }
        space()
        const next = text.charAt(at)
        if (next === (Array.isArray(frame.container) ? ']' : '}')) {
          at++
          frames.pop()
          continue
        }
        if (next !== ',') stop('a comma is missing')
        at++
        if (!Array.isArray(frame.container)) readKey(frame)
        break
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    return { value: root, offset: at, reason: thrown.message, openPointer: pointerOf(frames) }
  }
}

function pointerOf(frames: readonly Frame[]): string {
  return frames
    .map(({ container, key }, index) => {
      const last = index === frames.length - 1
      // In the innermost array nothing is open but the element that was never put.
      if (Array.isArray(container)) return `/${last ? container.length : container.length - 1}`
      return key === null ? '' : `/${escapePointer(key)}`
    })
    .join('')
}

/** Escapes one step of a JSON pointer (RFC 6901). */
export const escapePointer = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1')
