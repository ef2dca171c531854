/** Time, as a port: pure code and tests never read the machine's clock. */
export interface Clock {
  now(): Date
}

/** Randomness, as a port. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
}

/** Structured log; values pass redaction before they are written. */
export interface Logger {
  debug(facts: Record<string, unknown>, message: string): void
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
  error(facts: Record<string, unknown>, message: string): void
}

/** Progress of a long job, shown on stderr and stored with its workflow. */
export interface Progress {
  /** Announces the current step, e.g. `scan lodash 4.17.15`. */
  step(text: string): void
  /** `done` of `total` in `unit` (`packages`, `files`, `bytes`, `steps`). */
  advance(done: number, total: number, unit: string): void
}

export const SILENT: Progress = { step: () => {}, advance: () => {} }

export const systemClock: Clock = { now: () => new Date() }

/** Deterministic randomness (mulberry32): the same seed gives the same sequence on any machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = state
      mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
    },
  }
}
