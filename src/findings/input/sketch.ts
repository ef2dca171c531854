import { parsePartialJson } from '../json/partial-json.ts'
import type { ReportSketch } from '../readers/port.ts'
import { type ByteSource, readFully } from './byte-source.ts'
import { JSON_BYTES, JsonScanner, MAX_JSON_DEPTH } from './json-scanner.ts'

const { QUOTE, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COLON, COMMA } = JSON_BYTES

/** Bytes that a format is recognised by, where they suffice. */
const HEAD_BYTES = 64 * 1024

/** Entries kept of a list or object below the top level, and bytes kept of a deeper value. */
const KEPT_ENTRIES = 3
const KEPT_BYTES = 16 * 1024
const KEPT_TOP_KEYS = 200

/** The sketch of a report's first bytes: enough for nearly every report. */
export function sketchHead(source: ByteSource): ReportSketch {
  const bytes = Buffer.alloc(Math.min(HEAD_BYTES, source.size))
  const count = readFully(source, 0, bytes)
  const head = bytes.toString('utf8', 0, count)
  return { head, json: parseSmall(head) }
}

/** The sketch of the whole, for reports whose telling keys stand behind something long. */
export function sketchWhole(source: ByteSource): ReportSketch {
  const pieces: string[] = []
  const scanner = new JsonScanner(source, 0, source.size)
  if (scanner.peek() >= 0) sketchValue(scanner, 0, pieces)
  return { head: sketchHead(source).head, json: parseSmall(pieces.join('')) }
}

/** false where the text ends or breaks. */
function sketchValue(scanner: JsonScanner, level: number, pieces: string[]): boolean {
  const { window } = scanner
  const first = scanner.peek()
  if (level > 2 || (first !== OPEN_LIST && first !== OPEN_OBJECT)) return keepSmall(scanner, pieces)
  const isList = first === OPEN_LIST
  const close = isList ? CLOSE_LIST : CLOSE_OBJECT
  pieces.push(isList ? '[' : '{')
  window.at++
  let kept = 0
  for (;;) {
    let next = scanner.peek()
    if (next === COMMA) {
      window.at++
      next = scanner.peek()
    }
    if (next < 0) return false
    if (next === close) {
      window.at++
      pieces.push(isList ? ']' : '}')
      return true
    }
    if (kept >= (level === 0 && !isList ? KEPT_TOP_KEYS : KEPT_ENTRIES)) {
      const ignored: string[] = []
      if (!isList && !copyKey(scanner, ignored)) return false
      const before = window.offset
      if (scanner.skipValue() === 'cut' || window.offset === before) return false
      continue
    }
    if (kept++ > 0) pieces.push(',')
    if (!isList && !copyKey(scanner, pieces)) return false
    if (scanner.peek() < 0 || !sketchValue(scanner, level + 1, pieces)) return false
  }
}

function copyKey(scanner: JsonScanner, pieces: string[]): boolean {
  const { window } = scanner
  if (scanner.peek() !== QUOTE || !keepSmall(scanner, pieces) || scanner.peek() !== COLON) return false
  window.at++
  pieces.push(':')
  return true
}

function keepSmall(scanner: JsonScanner, pieces: string[]): boolean {
  const { window } = scanner
  window.keep = window.at
  const before = window.offset
  const ended = scanner.skipValue()
  const isSmall = window.keep >= 0 && window.at - window.keep <= KEPT_BYTES && scanner.depth <= MAX_JSON_DEPTH
  if (ended === 'whole' && window.offset > before)
    pieces.push(isSmall ? window.text(window.keep, window.at) : 'null')
  window.keep = -1
  return ended === 'whole' && window.offset > before
}

function parseSmall(text: string): unknown {
  const start = text.trimStart().charAt(0)
  if (start !== '{' && start !== '[') return undefined
  return parsePartialJson(text).value
}
