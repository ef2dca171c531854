import { parsePartialJson } from '../json/partial-json.ts'
import type { JsonElement, JsonOutline } from '../readers/port.ts'
import { type ByteSource, readFully } from './byte-source.ts'
import type { Collection } from './collection.ts'
import { childPointer, countKeys, duplicateKeyFault, readString } from './json-element.ts'
import { readElements } from './json-elements.ts'
import { JSON_BYTES, JsonScanner, MAX_JSON_DEPTH, MAX_VALUE_BYTES, type SkipEnd } from './json-scanner.ts'
import type { FaultListener } from './report-fault.ts'
import { skimElements, type Watch } from './skim-elements.ts'

const { QUOTE, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, COLON, COMMA } = JSON_BYTES

/** Bytes of the report that the outline leaves out, and what stands there instead. */
interface Cut {
  start: number
  end: number
  instead: string
}

type Pattern = readonly string[]

const stepsOf = (path: string): Pattern => path.split('/').slice(1)

/** Is this concrete pointer one that the pattern stands for? */
function matches(steps: Pattern, pointer: string): boolean {
  const concrete = stepsOf(pointer)
  return concrete.length === steps.length && steps.every((step, at) => step === '*' || step === concrete[at])
}

/** An outline that lacks only who is told of faults among its elements. */
export type OutlineDraft = (onFault: FaultListener) => JsonOutline

/** Reads a JSON document once and leaves out the contents of the named collections. */
export function outlineJson(
  source: ByteSource,
  collections: readonly string[],
  onFault: FaultListener,
  watch?: Watch,
): OutlineDraft {
  const walk = new OutlineWalk(source, onFault, watch)
  walk.run(collections.map(stepsOf))
  return walk.finish()
}

class OutlineWalk {
  readonly #source: ByteSource
  readonly #onFault: FaultListener
  #scanner: JsonScanner
  readonly #watch: (Watch & { steps: Pattern; wanted: { name: string; bytes: Buffer }[] }) | null
  readonly #cuts: Cut[] = []
  readonly #collections: Collection[] = []
  #keys = 0
  /** Offset up to which the document was understood; the source's size for a whole one. */
  #stopped: number | null = null

  constructor(source: ByteSource, onFault: FaultListener, watch: Watch | undefined) {
    this.#source = source
    this.#onFault = onFault
    this.#scanner = new JsonScanner(source, 0, source.size)
    this.#watch =
      watch === undefined
        ? null
        : {
            ...watch,
            steps: stepsOf(watch.collection),
            wanted: watch.members.map((name) => ({ name, bytes: Buffer.from(name) })),
          }
  }

  run(patterns: readonly Pattern[]): void {
    if (this.#scanner.peek() < 0) {
      this.#stop('truncated', 'the text ends before a value begins', '')
      return
    }
    if (!this.#value(patterns, '')) return
    if (this.#scanner.peek() >= 0) this.#stop('malformed', 'there is text after the value', '')
  }

  /** One value; false where reading cannot go on. */
  #value(patterns: readonly Pattern[], pointer: string): boolean {
    const first = this.#scanner.peek()
    if (patterns.length === 0 || (first !== OPEN_LIST && first !== OPEN_OBJECT)) return this.#plain(pointer)
    const isList = first === OPEN_LIST
    if (patterns.some((pattern) => pattern.length === 0)) return this.#collection(pointer, isList)
    this.#scanner.window.at++
    const close = isList ? CLOSE_LIST : CLOSE_OBJECT
    for (let index = 0; ; index++) {
      // Asked anew each time: a damaged collection inside changes the scanner.
      const scanner = this.#scanner
      const { window } = scanner
      let next = scanner.peek()
      if (index > 0 && next === COMMA) {
        window.at++
        next = scanner.peek()
      } else if (index > 0 && next !== close)
        return this.#stop(next < 0 ? 'truncated' : 'malformed', 'a comma is missing', pointer)
      if (next < 0) return this.#stop('truncated', 'the text ends in the middle', pointer)
      if (next === close) {
        window.at++
        return true
      }
      const key = isList ? String(index) : this.#key()
      if (key === null) return this.#stop('malformed', 'a key is missing', pointer)
      if (this.#scanner.peek() < 0)
        return this.#stop('truncated', 'the text ends in the middle', childPointer(pointer, key))
      const below = patterns
        .filter(([step]) => step === '*' || step === key)
        .map((pattern) => pattern.slice(1))
      if (!this.#value(below, childPointer(pointer, key))) return false
    }
  }

  /** A key with its colon; null where there is none. */
  #key(): string | null {
    const scanner = this.#scanner
    const { window } = scanner
    if (scanner.peek() !== QUOTE) return null
    window.keep = window.at
    if (scanner.skipValue() !== 'whole' || window.keep < 0) return null
    const key = readString(window.text(window.keep, window.at))
    window.keep = -1
    this.#keys++
    if (scanner.peek() !== COLON) return null
    window.at++
    return key
  }

  /** A value that stays in the outline, unless it is larger or deeper than anything may be. */
  #plain(pointer: string): boolean {
    const scanner = this.#scanner
    const start = scanner.window.offset
    const end = scanner.skipValue()
    const bytes = scanner.window.offset - start
    if (bytes > MAX_VALUE_BYTES / 4 || scanner.depth > MAX_JSON_DEPTH) {
      const deep = scanner.depth > MAX_JSON_DEPTH
      this.#cuts.push({ start, end: scanner.window.offset, instead: end === 'cut' ? '' : 'null' })
      this.#onFault({
        code: deep ? 'too-deep' : 'too-large',
        reason: deep
          ? `nested deeper than ${MAX_JSON_DEPTH} levels: left out`
          : `a value of ${bytes} bytes is left out`,
        position: String(start),
        pointer,
      })
    } else this.#keys += scanner.keys
    if (end === 'cut') return this.#stop('truncated', 'the text ends in the middle', pointer)
    return end === 'whole'
      ? true
      : this.#stop('malformed', 'a bracket closes what was not open', pointer, scanner.unbalancedAt)
  }

  #collection(pointer: string, isList: boolean): boolean {
    const start = this.#scanner.window.offset + 1
    const end = this.#skipCollection(pointer)
    const scanner = this.#scanner
    // Unbalanced brackets inside are met again, and told, when the elements are read.
    const closed = end === 'whole' || end === 'unbalanced'
    const stop = scanner.window.offset - (closed ? 1 : 0)
    this.#collections.push({ pointer, isList, start, end: stop })
    this.#cuts.push({ start, end: stop, instead: '' })
    if (end === 'cut') return this.#stop('truncated', 'the text ends in the middle', pointer)
    return closed ? true : this.#stop('malformed', 'a bracket closes what was not open', pointer)
  }

  #skipCollection(pointer: string): SkipEnd {
    const watch = this.#watch
    if (watch === null || !matches(watch.steps, pointer)) return this.#scanner.skipValue()
    const start = this.#scanner.window.offset
    if (skimElements(this.#scanner, pointer, watch.wanted, watch.see)) return 'whole'
    // Damaged: from its start again, as any other.
    this.#scanner = new JsonScanner(this.#source, start, this.#source.size)
    this.#scanner.peek()
    return this.#scanner.skipValue()
  }

  #stop(code: 'truncated' | 'malformed', reason: string, pointer: string, at?: number): false {
    this.#stopped = at ?? this.#scanner.window.offset
    this.#onFault({ code, reason, position: String(this.#stopped), pointer })
    return false
  }

  finish(): OutlineDraft {
    const { text, tooLarge } = this.#text()
    let value: unknown
    let openPointer: string | null = null
    if (tooLarge)
      this.#onFault({
        code: 'too-large',
        reason: `beside its results the report holds more than ${MAX_VALUE_BYTES} bytes`,
        position: '0',
        pointer: '',
      })
    else
      try {
        value = JSON.parse(text) as unknown
        if (countKeys(value) < this.#keys)
          this.#onFault(duplicateKeyFault(text, (index) => this.#offsetOf(text, index), ''))
      } catch {
        const partial = parsePartialJson(text)
        value = partial.value
        openPointer = partial.openPointer
        if (this.#stopped === null)
          this.#onFault({
            code: 'malformed',
            reason: partial.reason,
            position: String(this.#offsetOf(text, partial.offset)),
            pointer: openPointer,
          })
      }
    return (onFault) => this.#outline(value, openPointer, onFault)
  }

  #outline(value: unknown, openPointer: string | null, onFault: FaultListener): JsonOutline {
    const source = this.#source
    const byPointer = Map.groupBy(this.#collections, ({ pointer }) => pointer)
    return {
      value,
      has: (pointer) => byPointer.has(pointer),
      isCut: (pointer) =>
        openPointer !== null && (openPointer === pointer || openPointer.startsWith(`${pointer}/`)),
      *elements(pointer): Generator<JsonElement> {
        let index = 0
        for (const collection of byPointer.get(pointer) ?? [])
          index = yield* readElements(source, collection, index, onFault)
      },
    }
  }

  /** The report's bytes without what was cut. */
  #text(): { text: string; tooLarge: boolean } {
    const end = this.#stopped ?? this.#source.size
    const pieces: string[] = []
    let size = 0
    let at = 0
    for (const cut of [...this.#cuts, { start: end, end, instead: '' }]) {
      size += Math.max(0, cut.start - at)
      if (size > MAX_VALUE_BYTES) return { text: '', tooLarge: true }
      if (cut.start > at) pieces.push(this.#read(at, cut.start))
      pieces.push(cut.instead)
      at = Math.max(at, cut.end)
    }
    return { text: pieces.join(''), tooLarge: false }
  }

  #read(start: number, end: number): string {
    const bytes = Buffer.alloc(end - start)
    return bytes.toString('utf8', 0, readFully(this.#source, start, bytes))
  }

  /** Offset in the report of an offset in the outline's text. */
  #offsetOf(text: string, offset: number): number {
    let left = Buffer.byteLength(text.slice(0, offset))
    let at = 0
    for (const cut of this.#cuts) {
      if (left <= cut.start - at) break
      left -= cut.start - at + cut.instead.length
      at = cut.end
    }
    return at + Math.max(0, left)
  }
}
