import { hash } from 'node:crypto'

/** Bytes that one slot takes: two halves of a 64-bit digest and a count. */
const SLOT_BYTES = 12

/** The table doubles at this share of used slots. */
const MAX_LOAD = 0.7

/**
 * Counts texts without keeping them: 64 bits of SHA-256 and a count each, in flat memory. Between 17 and
 * 35 bytes a text (half as much again while it grows). Two of a million texts are taken for one with a
 * probability of 3 in 100 million, and then only an occurrence number is one too high.
 */
export class CountTable {
  #slots = 1024
  #used = 0
  #table = new Uint32Array((SLOT_BYTES / 4) * 1024)

  /** How often this text was counted before; counts it. */
  add(text: string): number {
    const slot = this.#find(text)
    const count = this.#table[slot + 2] as number
    this.#table[slot + 2] = count + 1
    if (count === 0 && ++this.#used > this.#slots * MAX_LOAD) this.#grow()
    return count
  }

  /** How often this text was counted. */
  count(text: string): number {
    return this.#table[this.#find(text) + 2] as number
  }

  /** Bytes that the table takes. */
  get bytes(): number {
    return this.#table.byteLength
  }

  #find(text: string): number {
    const digest = hash('sha256', text, 'hex')
    return this.#slotOf(
      this.#table,
      this.#slots,
      Number.parseInt(digest.slice(0, 8), 16),
      Number.parseInt(digest.slice(8, 16), 16),
    )
  }

  /** The slot of a digest, or the empty one where it belongs. */
  #slotOf(table: Uint32Array, slots: number, high: number, low: number): number {
    for (let slot = low & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const at = slot * 3
      if (table[at + 2] === 0) {
        table[at] = high
        table[at + 1] = low
        return at
      }
      if (table[at] === high && table[at + 1] === low) return at
    }
  }

  #grow(): void {
    const slots = this.#slots * 2
    const table = new Uint32Array(slots * 3)
    for (let at = 0; at < this.#table.length; at += 3) {
      const count = this.#table[at + 2] as number
      if (count === 0) continue
      const slot = this.#slotOf(table, slots, this.#table[at] as number, this.#table[at + 1] as number)
      table[slot + 2] = count
    }
    this.#table = table
    this.#slots = slots
  }
}
