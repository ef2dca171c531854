import { JSON_BYTES, type JsonScanner, MAX_JSON_DEPTH } from './json-scanner.ts'

const { QUOTE, OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT, COLON, COMMA } = JSON_BYTES

/** Members of a collection's elements that somebody wants to see while the rest is passed over. */
export interface Watch {
  /** Path of the collection, with `*` for any key or index. */
  collection: string
  members: readonly string[]
  /** Gets the pointer of the collection and, of each element that is an object, the members it has of those. */
  see(collection: string, element: Record<string, unknown>): void
}

/**
 * Passes over the list or object at the scanner's place and shows the watched members of each element. What
 * is damaged is not told here: the reading that follows tells it. Returns false, anywhere inside, where the
 * text is not plain JSON: then the collection has to be passed over in another way.
 */
export function skimElements(
  scanner: JsonScanner,
  pointer: string,
  wanted: readonly { name: string; bytes: Buffer }[],
  see: Watch['see'],
): boolean {
  const { window } = scanner
  const isList = scanner.peek() === OPEN_LIST
  const close = isList ? CLOSE_LIST : CLOSE_OBJECT
  window.at++
  for (;;) {
    let next = scanner.peek()
    if (next === COMMA) {
      window.at++
      next = scanner.peek()
    }
    if (next === close) {
      window.at++
      return true
    }
    if (!isList) {
      if (next !== QUOTE || scanner.skipValue() !== 'whole' || scanner.peek() !== COLON) return false
      window.at++
      next = scanner.peek()
    }
    if (next < 0) return false
    if (next === OPEN_OBJECT) {
      const element = skimObject(scanner, wanted)
      if (element === null) return false
      see(pointer, element)
    } else {
      const before = window.offset
      if (scanner.skipValue() !== 'whole' || window.offset === before) return false
    }
  }
}

/** null where the object is damaged. */
function skimObject(
  scanner: JsonScanner,
  wanted: readonly { name: string; bytes: Buffer }[],
): Record<string, unknown> | null {
  const { window } = scanner
  const element: Record<string, unknown> = {}
  window.at++
  for (;;) {
    let byte = scanner.peek()
    if (byte === COMMA) {
      window.at++
      byte = scanner.peek()
    }
    if (byte === CLOSE_OBJECT) {
      window.at++
      return element
    }
    if (byte !== QUOTE) return null
    window.keep = window.at
    const isKey = scanner.skipValue() === 'whole' && window.keep >= 0
    const name = isKey ? nameOf(window.bytes, window.keep + 1, window.at - 1, wanted) : null
    window.keep = -1
    if (!isKey || scanner.peek() !== COLON) return null
    window.at++
    if (scanner.peek() < 0) return null
    if (name !== null) window.keep = window.at
    const isWhole = scanner.skipValue() === 'whole'
    if (isWhole && name !== null && window.keep >= 0 && scanner.depth <= MAX_JSON_DEPTH)
      element[name] = parse(window.text(window.keep, window.at))
    window.keep = -1
    if (!isWhole) return null
  }
}

/** The wanted name that these bytes are; a key written with escapes is none. */
function nameOf(
  bytes: Buffer,
  start: number,
  end: number,
  wanted: readonly { name: string; bytes: Buffer }[],
): string | null {
  for (const candidate of wanted)
    if (candidate.bytes.byteLength === end - start && candidate.bytes.compare(bytes, start, end) === 0)
      return candidate.name
  return null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
