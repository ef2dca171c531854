import type { JsonElement } from '../readers/port.ts'
import type { ByteSource } from './byte-source.ts'
import type { Collection } from './json-outline.ts'
import { JSON_BYTES, JsonScanner, MAX_JSON_DEPTH } from './json-scanner.ts'

const { QUOTE, OPEN_OBJECT, CLOSE_OBJECT, COLON, COMMA } = JSON_BYTES

/**
 * Of each object in a collection only some members, found by their keys without building the rest. What is
 * damaged is passed over: the reading that follows tells it.
 */
export function* skimElements(
  source: ByteSource,
  { pointer, isList, start, end }: Collection,
  members: readonly string[],
): Generator<JsonElement> {
  const scanner = new JsonScanner(source, start, end)
  const { window } = scanner
  const wanted = members.map((name) => ({ name, bytes: Buffer.from(name) }))
  for (let index = 0; ; index++) {
    let next = scanner.peek()
    if (next === COMMA) {
      window.at++
      next = scanner.peek()
    }
    if (next < 0) return
    if (!isList) {
      if (scanner.skipValue() !== 'whole' || scanner.peek() !== COLON) return
      window.at++
      next = scanner.peek()
    }
    if (next !== OPEN_OBJECT) {
      const before = window.offset
      if (scanner.skipValue() === 'cut' || window.offset === before) return
      continue
    }
    window.at++
    const value: Record<string, unknown> = {}
    for (;;) {
      let byte = scanner.peek()
      if (byte === COMMA) {
        window.at++
        byte = scanner.peek()
      }
      if (byte === CLOSE_OBJECT) {
        window.at++
        break
      }
      if (byte !== QUOTE) return
      window.keep = window.at
      if (scanner.skipValue() !== 'whole' || window.keep < 0) return
      const name = nameOf(window.bytes, window.keep + 1, window.at - 1, wanted)
      window.keep = -1
      if (scanner.peek() !== COLON) return
      window.at++
      if (scanner.peek() < 0) return
      if (name !== null) window.keep = window.at
      if (scanner.skipValue() !== 'whole') return
      if (name !== null && window.keep >= 0 && scanner.depth <= MAX_JSON_DEPTH)
        try {
          value[name] = JSON.parse(window.text(window.keep, window.at)) as unknown
        } catch {
          // Told when the element is read.
        }
      window.keep = -1
    }
    yield { value, key: String(index), pointer: `${pointer}/${index}` }
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
