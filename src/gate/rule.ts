import type { GateFacts } from './facts.ts'

/** What a rule measured; `value` null: it could not be measured, and the rule does not pass. */
export interface Measurement {
  value: number | null
  /** How it was measured and over how many. */
  how: string
}

/** One rule of the gate. The bar comes from the profile; the rule knows which side of it is good. */
export interface GateRule {
  name: string
  /** `at-least`: value ≥ bar passes; `at-most`: value ≤ bar passes. */
  direction: 'at-least' | 'at-most'
  /** What it protects against, for reports and docs. */
  why: string
  measure(facts: GateFacts): Measurement
}

/** A share over `total`; null where there was nothing to check. */
export function measureShare(part: number, total: number, what: string): Measurement {
  return total === 0
    ? { value: null, how: `no ${what} to check` }
    : { value: part / total, how: `${part} of ${total} ${what}` }
}
