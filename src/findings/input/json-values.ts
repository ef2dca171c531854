import type { JsonElement } from '../readers/port.ts'
import type { ByteSource } from './byte-source.ts'
import { countKeys, duplicateKeyFault, offsetIn } from './json-element.ts'
import { JSON_BYTES, JsonScanner, MAX_JSON_DEPTH } from './json-scanner.ts'
import type { FaultListener } from './report-fault.ts'
import { readLines } from './text-lines.ts'

/**
 * Top-level JSON values: one a line, or pretty-printed and merely concatenated. At the first value that
 * cannot be read it goes on line by line, so that one broken line costs one line; trying every later
 * line as the beginning of a long value would be quadratic.
 */
export function* readValues(source: ByteSource, onFault: FaultListener): Generator<JsonElement> {
  const scanner = new JsonScanner(source, 0, source.size)
  const { window } = scanner
  let line = 1
  let counted = 0
  /** Advances the line count up to an index of the window; indices before it are still there. */
  const countLines = (to: number) => {
    for (
      let at = window.bytes.indexOf(0x0a, counted);
      at >= 0 && at < to;
      at = window.bytes.indexOf(0x0a, at + 1)
    )
      line++
    counted = to
  }
  for (let index = 0; ; index++) {
    // White space between values is kept in sight for the count of lines.
    window.keep = window.at
    counted = window.at
    const first = scanner.peek()
    counted = Math.max(0, window.keep)
    countLines(window.at)
    if (first < 0) return
    const start = { offset: window.offset, number: line }
    window.keep = window.at
    const ended =
      first === JSON_BYTES.OPEN_OBJECT || first === JSON_BYTES.OPEN_LIST ? scanner.skipValue() : 'cut'
    const text = window.keep < 0 ? null : window.text(window.keep, window.at)
    const value =
      ended === 'whole' && text !== null && scanner.depth <= MAX_JSON_DEPTH ? parse(text) : undefined
    if (value === undefined || text === null) {
      yield* readLineByLine(source, start, index, onFault)
      return
    }
    const pointer = `line:${start.number}`
    counted = window.keep
    countLines(window.at)
    window.keep = -1
    if (scanner.keys > 0 && countKeys(value) < scanner.keys)
      onFault(duplicateKeyFault(text, offsetIn(text, start.offset), pointer))
    yield { value, key: String(index), pointer }
  }
}

function* readLineByLine(
  source: ByteSource,
  from: { offset: number; number: number },
  firstIndex: number,
  onFault: FaultListener,
): Generator<JsonElement> {
  let index = firstIndex
  for (const { text, number, offset } of readLines(source, onFault, from)) {
    if (text.trim() === '') continue
    const pointer = `line:${number}`
    const value = exceedsDepth(text) ? undefined : parse(text)
    if (value === undefined) {
      const isLast = offset + Buffer.byteLength(text) >= source.size
      onFault({
        code: isLast ? 'truncated' : 'malformed',
        reason: isLast ? 'the text ends in the middle of a value' : 'the line is not JSON',
        position: pointer,
        pointer,
      })
    } else yield { value, key: String(index++), pointer }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Brackets outside of strings, counted before a parser recurses into them. */
function exceedsDepth(text: string): boolean {
  const bytes = Buffer.from(text)
  const scanner = new JsonScanner(
    { size: bytes.length, read: (position, into) => bytes.copy(into, 0, position) },
    0,
    bytes.length,
  )
  if (scanner.peek() < 0) return false
  scanner.skipValue()
  return scanner.depth > MAX_JSON_DEPTH
}
