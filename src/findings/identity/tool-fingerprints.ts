import { CountTable } from './count-table.ts'

/** Values that a tool writes where it has no fingerprint to give. */
const EMPTY = new Set(['', 'requires login', 'null', 'undefined', 'none', '0'])

/**
 * Which fingerprints of a run (its `scope`, one report may hold several) identify its results. Every result is counted first, in a pass of its own;
 * then what identifies nothing is dropped: empty values, placeholders, and values that several results share.
 */
export class FingerprintCensus {
  readonly #table = new CountTable()

  count(scope: string, fingerprints: Readonly<Record<string, string>>): void {
    for (const name in fingerprints) this.#table.add(`${scope}\0${name}\0${fingerprints[name]}`)
  }

  accept(scope: string, fingerprints: Readonly<Record<string, string>>): Record<string, string> {
    const accepted: Record<string, string> = {}
    for (const name in fingerprints) {
      const value = fingerprints[name] as string
      if (!EMPTY.has(value.trim().toLowerCase()) && this.#table.count(`${scope}\0${name}\0${value}`) === 1)
        accepted[name] = value
    }
    return accepted
  }
}
