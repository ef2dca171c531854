import type { ByteSource } from './byte-source.ts'

/** Bytes read at a time. Larger gains nothing measurable; smaller costs calls. */
const CHUNK = 1024 * 1024

/**
 * A window that slides over a source. Indices count within `bytes`; `base + index` is the offset in the
 * report. What lies before `keep` (or, without it, before `at`) is dropped when more is read.
 */
export class ByteWindow {
  bytes: Buffer
  /** Offset in the source of `bytes[0]`. */
  base: number
  /** Index after the last valid byte. */
  end = 0
  /** Index of the next byte to be looked at. */
  at = 0
  /** Index from which bytes must stay readable; -1: none. */
  keep = -1
  readonly #source: ByteSource
  readonly #limit: number
  readonly #maxKept: number

  /** Reads from offset `from` up to `to`; keeps at most `maxKept` bytes before it gives up on keeping. */
  constructor(source: ByteSource, from: number, to: number, maxKept: number) {
    this.#source = source
    this.base = from
    this.#limit = to
    this.#maxKept = maxKept
    this.bytes = Buffer.allocUnsafe(Math.max(64, Math.min(CHUNK, to - from)))
  }

  /** Offset in the source of the next byte. */
  get offset(): number {
    return this.base + this.at
  }

  /**
   * Brings more bytes behind `end`; false at the end of the source. Moves what is kept to the front, so
   * indices change. Where more than the limit would have to be kept, `keep` becomes -1: too large to hold.
   */
  refill(): boolean {
    const from = this.base + this.end
    if (from >= this.#limit) return false
    if (this.keep >= 0 && this.end - this.keep > this.#maxKept) this.keep = -1
    const start = this.keep < 0 ? this.at : this.keep
    const left = this.end - start
    if (left > this.bytes.byteLength / 2) {
      const larger = Buffer.allocUnsafe(this.bytes.byteLength * 2)
      this.bytes.copy(larger, 0, start, this.end)
      this.bytes = larger
    } else if (start > 0) this.bytes.copyWithin(0, start, this.end)
    this.base += start
    this.at -= start
    if (this.keep >= 0) this.keep -= start
    this.end = left
    const room = this.bytes.subarray(left, Math.min(this.bytes.byteLength, left + this.#limit - from))
    const count = this.#source.read(from, room)
    this.end += count
    return count > 0
  }

  /** Text between two indices. */
  text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end)
  }
}
