import type { Caller } from '../access/index.ts'
import { type Clock, SbrError } from '../kernel/index.ts'

interface Use {
  concurrent: number
  /** Samples that may be sent now; grows with time up to a minute's worth. */
  tokens: number
  at: number
}

/** Holds each key to its own limits, in this process. */
export class KeyLimiter {
  readonly #clock: Clock
  readonly #uses = new Map<string, Use>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Counts samples against a key until `release`. `giveBack` takes them off its minute: they were not judged.
   *
   * @throws SbrError `BUSY` with `retryAfterSeconds`, `BAD_INPUT` for more than the key may ever send at once.
   */
  take({ id, limits }: Caller, samples: number): { release(): void; giveBack(): void } {
    const { samplesPerMinute, concurrentSamples } = limits
    const most = Math.min(samplesPerMinute ?? Infinity, concurrentSamples ?? Infinity)
    if (samples > most)
      throw new SbrError('BAD_INPUT', `This key may send ${most} samples at once, not ${samples}`, {
        next: 'Send smaller batches.',
      })
    const use = this.#useOf(id, samplesPerMinute)
    if (concurrentSamples !== null && use.concurrent + samples > concurrentSamples)
      throw tooMany(`This key has ${use.concurrent} samples under way, of ${concurrentSamples}`, 1)
    if (samplesPerMinute !== null) {
      if (use.tokens < samples)
        throw tooMany(
          `This key may send ${samplesPerMinute} samples a minute`,
          Math.ceil(((samples - use.tokens) / samplesPerMinute) * 60),
        )
      use.tokens -= samples
    }
    use.concurrent += samples
    return {
      release: () => {
        use.concurrent -= samples
      },
      giveBack: () => {
        use.tokens += samples
      },
    }
  }

  #useOf(id: string, samplesPerMinute: number | null): Use {
    const now = this.#clock.now().getTime()
    const use = this.#uses.get(id) ?? { concurrent: 0, tokens: samplesPerMinute ?? 0, at: now }
    this.#uses.set(id, use)
    const limit = samplesPerMinute ?? 0
    use.tokens = Math.min(limit, use.tokens + (Math.max(0, now - use.at) / 60_000) * limit)
    use.at = now
    return use
  }
}

const tooMany = (message: string, retryAfterSeconds: number): SbrError =>
  new SbrError('BUSY', message, {
    next: 'Send the same request again after the seconds that Retry-After names.',
    facts: { retryAfterSeconds: Math.max(1, retryAfterSeconds) },
  })
