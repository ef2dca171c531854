import type { JsonElement } from '../readers/port.ts'
import type { ByteSource } from './byte-source.ts'
import type { Collection } from './collection.ts'
import { childPointer, countKeys, duplicateKeyFault, offsetIn, readString } from './json-element.ts'
import { JSON_BYTES, JsonScanner, MAX_JSON_DEPTH, MAX_VALUE_BYTES } from './json-scanner.ts'
import type { FaultListener } from './report-fault.ts'

const { QUOTE, COLON, COMMA } = JSON_BYTES

/**
 * Elements of one collection, each parsed when it is asked for. What cannot be read is a fault, and the
 * next element follows. Returns the index after the last element.
 */
export function* readElements(
  source: ByteSource,
  { pointer, isList, start, end }: Collection,
  firstIndex: number,
  onFault: FaultListener,
): Generator<JsonElement, number> {
  const scanner = new JsonScanner(source, start, end)
  const { window } = scanner
  // The report ends inside of this collection: the outline has said so, no need to say it again.
  const cutByReport = end === source.size
  let index = firstIndex
  const fault = (code: 'malformed' | 'too-deep' | 'too-large', reason: string, at: number, key: string) =>
    onFault({ code, reason, position: String(at), pointer: childPointer(pointer, key) })

  for (; ; index++) {
    let next = scanner.peek()
    let commas = 0
    while (next === COMMA) {
      commas++
      window.at++
      next = scanner.peek()
    }
    if (next < 0) {
      if (commas > 0 && !cutByReport)
        fault('malformed', 'a comma stands before the end', window.offset, String(index))
      return index
    }
    if (commas !== (index === firstIndex ? 0 : 1))
      fault(
        'malformed',
        commas === 0 ? 'a comma is missing' : 'a value is missing',
        window.offset,
        String(index),
      )
    let key = String(index)
    if (!isList) {
      const found = readKey(scanner)
      if (found === null) {
        if (!cutByReport || window.offset < end) fault('malformed', 'a key is missing', window.offset, key)
        return index
      }
      key = found
      if (scanner.peek() < 0) {
        if (!cutByReport) fault('malformed', 'a value is missing', window.offset, key)
        return index
      }
    }
    const at = window.offset
    window.keep = window.at
    const ended = scanner.skipValue()
    // A value that touches the report's end may lack its own: a number, say, its last digits.
    if (ended === 'cut' || (cutByReport && window.offset === end)) {
      if (!cutByReport) fault('malformed', 'a value does not end', at, key)
      return index
    }
    if (window.offset === at) {
      // A bracket that closes nothing: step over it, or this would never end.
      fault('malformed', 'a bracket closes what was not open', at, key)
      window.at++
      window.keep = -1
      continue
    }
    if (scanner.depth > MAX_JSON_DEPTH)
      fault('too-deep', `nested deeper than ${MAX_JSON_DEPTH} levels: left out`, at, key)
    else if (window.keep < 0)
      fault('too-large', `a value above ${MAX_VALUE_BYTES} bytes is left out`, at, key)
    else {
      const text = window.text(window.keep, window.at)
      const value = parse(text)
      if (value === undefined)
        fault(
          'malformed',
          ended !== 'whole' ? 'a bracket closes what was not open' : 'this is not JSON',
          ended !== 'whole' ? scanner.unbalancedAt : at,
          key,
        )
      else {
        const elementPointer = isList ? `${pointer}/${key}` : childPointer(pointer, key)
        if (scanner.keys > 0 && countKeys(value) < scanner.keys)
          onFault(duplicateKeyFault(text, offsetIn(text, at), elementPointer))
        window.keep = -1
        yield { value, key, pointer: elementPointer }
      }
    }
    window.keep = -1
  }
}

function readKey(scanner: JsonScanner): string | null {
  const { window } = scanner
  if (scanner.peek() !== QUOTE) return null
  window.keep = window.at
  const ended = scanner.skipValue()
  const literal = window.keep < 0 ? null : window.text(window.keep, window.at)
  window.keep = -1
  if (ended !== 'whole' || literal === null || scanner.peek() !== COLON) return null
  window.at++
  return readString(literal)
}

/** undefined, which JSON does not have, where the text is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
