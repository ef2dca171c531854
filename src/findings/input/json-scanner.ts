import type { ByteSource } from './byte-source.ts'
import { ByteWindow } from './byte-window.ts'

/** Deepest nesting that a value may have: real reports stay below 40; recursion stays safe far above 500. */
export const MAX_JSON_DEPTH = 500

/** Largest single value that is held, in bytes. */
export const MAX_VALUE_BYTES = 64 * 1024 * 1024

/** Strings longer than this are searched with the machine's own search instead of byte by byte. */
const LONG_STRING = 96

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const COLON = 0x3a
const COMMA = 0x2c

/** What a byte outside of strings means to a scan over a value. */
const ROLE = new Uint8Array(256)
for (const [byte, role] of [
  [QUOTE, 1],
  [OPEN_LIST, 2],
  [OPEN_OBJECT, 2],
  [CLOSE_LIST, 3],
  [CLOSE_OBJECT, 3],
  [COLON, 4],
] as const)
  ROLE[byte] = role

/**
 * How the scan over one value ended. `cut`: the text ends first. `unbalanced`: a bracket inside closes
 * another kind than was open. `closed-around`: a bracket closes what is around the value, which ends before it.
 */
export type SkipEnd = 'whole' | 'cut' | 'unbalanced' | 'closed-around'

/**
 * Finds where JSON values begin and end, without building them. Nothing is ever held but the window; a
 * value's own grammar is left to `JSON.parse`, which sees it whole. Nesting costs no stack.
 */
export class JsonScanner {
  readonly window: ByteWindow
  /** Of the value scanned last: colons outside of strings, which is its number of keys. */
  keys = 0
  /** Of the value scanned last: its deepest nesting. */
  depth = 0
  /** Of the value scanned last: offset of the first bracket that closes another kind than is open. */
  unbalancedAt = 0
  readonly #kinds = new Uint8Array(MAX_JSON_DEPTH + 1)

  constructor(source: ByteSource, from: number, to: number) {
    this.window = new ByteWindow(source, from, to, MAX_VALUE_BYTES)
  }

  /** The next byte that is no white space, not consumed; -1 at the end. */
  peek(): number {
    const { window } = this
    for (;;) {
      while (window.at < window.end) {
        const byte = window.bytes[window.at] as number
        if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte
        window.at++
      }
      if (!window.refill()) return -1
    }
  }

  /** Scans to the end of the value that begins at the next byte, which `peek` has found. */
  skipValue(): SkipEnd {
    this.keys = 0
    this.depth = 0
    const { window } = this
    const first = window.bytes[window.at] as number
    if (first === QUOTE) {
      window.at++
      return this.#skipString() ? 'whole' : 'cut'
    }
    if (first !== OPEN_LIST && first !== OPEN_OBJECT) return this.#skipScalar()
    return this.#skipContainer()
  }

  #skipContainer(): SkipEnd {
    const { window } = this
    const kinds = this.#kinds
    let { bytes, end } = window
    let index = window.at
    let depth = 0
    let deepest = 0
    let keys = 0
    let unbalanced = -1
    for (;;) {
      if (index >= end) {
        window.at = index
        if (!window.refill()) {
          this.#note(keys, deepest, unbalanced)
          return 'cut'
        }
        ;({ bytes, end } = window)
        index = window.at
      }
      const byte = bytes[index++] as number
      const role = ROLE[byte] as number
      if (role === 0) continue
      if (role === 1) {
        // A short string ends within a few bytes: a search by hand beats a call.
        let stop = index + LONG_STRING
        if (stop > end) stop = end
        let found = false
        while (index < stop) {
          const inside = bytes[index++] as number
          if (inside === QUOTE) {
            found = true
            break
          }
          if (inside === BACKSLASH) {
            if (index >= end) {
              index--
              break
            }
            index++
          }
        }
        if (found) continue
        window.at = index
        if (!this.#skipString()) {
          this.#note(keys, deepest, unbalanced)
          return 'cut'
        }
        ;({ bytes, end } = window)
        index = window.at
      } else if (role === 4) keys++
      else if (role === 2) {
        if (++depth > deepest) deepest = depth
        if (depth <= MAX_JSON_DEPTH) kinds[depth] = byte + 2
      } else {
        // The closing sign of a kind is its opening sign plus two in ASCII. Beyond the depth limit the
        // kinds are not known; such a value is refused anyway.
        if (depth <= MAX_JSON_DEPTH && kinds[depth] !== byte) {
          if (unbalanced < 0) unbalanced = window.base + index - 1
          let open = depth
          while (open > 0 && kinds[open] !== byte) open--
          if (open === 0) {
            // It closes what is around this value: the value ends before it.
            window.at = index - 1
            this.#note(keys, deepest, unbalanced)
            return 'closed-around'
          }
          depth = open
        }
        if (--depth === 0) {
          window.at = index
          this.#note(keys, deepest, unbalanced)
          return unbalanced < 0 ? 'whole' : 'unbalanced'
        }
      }
    }
  }

  #note(keys: number, depth: number, unbalancedAt: number): void {
    this.keys = keys
    this.depth = depth
    this.unbalancedAt = unbalancedAt
  }

  /** From inside a string to behind its closing quote; false where the text ends first. */
  #skipString(): boolean {
    const { window } = this
    for (;;) {
      const { bytes, end } = window
      let index = window.at
      for (;;) {
        const found = index < end ? bytes.indexOf(QUOTE, index) : -1
        const stop = found < 0 || found >= end ? end : found
        // Escapes pair up from the left, so an odd run of backslashes covers what follows it.
        let run = stop
        while (run > index && bytes[run - 1] === BACKSLASH) run--
        const covered = (stop - run) % 2 === 1
        if (stop === end) {
          // What a last backslash covers is not here yet.
          index = covered ? end - 1 : end
          break
        }
        index = stop + 1
        if (!covered) {
          window.at = index
          return true
        }
      }
      window.at = index
      if (!window.refill()) return false
    }
  }

  #skipScalar(): SkipEnd {
    const { window } = this
    for (;;) {
      while (window.at < window.end) {
        const byte = window.bytes[window.at] as number
        if (byte === COMMA || byte <= 0x20 || ROLE[byte] !== 0) return 'whole'
        window.at++
      }
      // A number may end where the text does; whether it is one is for the parser to say.
      if (!window.refill()) return 'whole'
    }
  }
}

export const JSON_BYTES = {
  QUOTE,
  OPEN_LIST,
  CLOSE_LIST,
  OPEN_OBJECT,
  CLOSE_OBJECT,
  COLON,
  COMMA,
} as const
