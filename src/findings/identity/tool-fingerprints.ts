import { CountTable } from './count-table.ts'

/** Names of fingerprints that are told apart within a run; tools have a handful. */
const MAX_NAMES = 1000

/** Values that a tool writes where it has no fingerprint to give. */
const EMPTY = new Set(['', 'requires login', 'null', 'undefined', 'none', '0'])

/**
 * Which fingerprints of a run (its `scope`, one report may hold several) identify its results. Every result is counted first, in a pass of its own;
 * then what identifies nothing is dropped: empty values, placeholders, and values that several results share.
 */
export class FingerprintCensus {
  readonly #table = new CountTable()
  /** Numbers of scope and name: few, so that only values are hashed for each result. */
  readonly #kinds = new Map<string, Map<string, number>>()
  #lastKind = 0

  count(scope: string, fingerprints: Readonly<Record<string, string>>): void {
    for (const name in fingerprints) this.#table.add(fingerprints[name] as string, this.#kindOf(scope, name))
  }

  #kindOf(scope: string, name: string): number {
    let names = this.#kinds.get(scope)
    if (names === undefined) {
      names = new Map()
      this.#kinds.set(scope, names)
    }
    let kind = names.get(name)
    if (kind === undefined) {
      // A report that names a fingerprint anew for every result gets no table of its own for that.
      if (names.size >= MAX_NAMES) return 0
      // Spread over 32 bits, so that kinds differ in more than their last bit.
      kind = Math.imul(++this.#lastKind, 0x85ebca6b)
      names.set(name, kind)
    }
    return kind
  }

  accept(scope: string, fingerprints: Readonly<Record<string, string>>): Record<string, string> {
    const accepted: Record<string, string> = {}
    for (const name in fingerprints) {
      const value = fingerprints[name] as string
      if (!EMPTY.has(value.trim().toLowerCase()) && this.#table.count(value, this.#kindOf(scope, name)) === 1)
        accepted[name] = value
    }
    return accepted
  }
}
