/** Bytes that one slot takes: two halves of a 64-bit digest and a count. */
const SLOT_BYTES = 12

/** The table doubles at this share of used slots. */
const MAX_LOAD = 0.7

/**
 * Counts texts without keeping them: a 64-bit digest and a count each, in flat memory. Between 17 and 35
 * bytes a text (half as much again while it grows). The digest is fast, not cryptographic: of a million
 * texts two are taken for one with a probability of 3 in 100 million, or where somebody made them so; then
 * an occurrence number is one too high, or a tool's fingerprint is not believed.
 */
export class CountTable {
  #slots = 1024
  #used = 0
  #table = new Uint32Array((SLOT_BYTES / 4) * 1024)

  /** How often this text was counted before, among those of its `kind`; counts it. */
  add(text: string, kind = 0): number {
    const slot = this.#find(text, kind)
    const count = this.#table[slot + 2] as number
    this.#table[slot + 2] = count + 1
    if (count === 0 && ++this.#used > this.#slots * MAX_LOAD) this.#grow()
    return count
  }

  /** How often this text was counted. */
  count(text: string, kind = 0): number {
    return this.#table[this.#find(text, kind) + 2] as number
  }

  /** Bytes that the table takes. */
  get bytes(): number {
    return this.#table.byteLength
  }

  #find(text: string, kind: number): number {
    // Two lanes of multiply and xor, mixed at the end as MurmurHash3 does.
    let high = 0x9e3779b9 ^ kind
    let low = 0x85ebca6b ^ text.length
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      high = Math.imul(high ^ unit, 0x9e3779b1)
      low = Math.imul(low ^ unit, 0x5bd1e995)
      low ^= low >>> 13
    }
    high = Math.imul(high ^ (high >>> 16) ^ low, 0x85ebca6b)
    low = Math.imul(low ^ (low >>> 15) ^ high, 0xc2b2ae35)
    return this.#slotOf(this.#table, this.#slots, (high ^ (high >>> 13)) >>> 0, (low ^ (low >>> 16)) >>> 0)
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
