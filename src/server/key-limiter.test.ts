import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Caller, KeyLimits } from '../access/index.ts'
import { KeyLimiter } from './key-limiter.ts'

const callerOf = (limits: Partial<KeyLimits>, id = 'a'): Caller => ({
  id,
  identity: 'trainer',
  scopes: ['reward:read'],
  limits: { samplesPerMinute: null, concurrentSamples: null, ...limits },
})

describe('KeyLimiter', () => {
  it('never lets more than its limit through in any minute, nor more at a time', () => {
    const request = fc.record({
      samples: fc.integer({ min: 1, max: 40 }),
      pause: fc.integer({ min: 0, max: 20_000 }),
      done: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        let now = 0
        let concurrent = 0
        const passed: { at: number; samples: number }[] = []
        const limiter = new KeyLimiter({ now: () => new Date(now) })
        const caller = callerOf({ samplesPerMinute: 60, concurrentSamples: 50 })
        for (const { samples, pause, done } of requests) {
          now += pause
          try {
            const use = limiter.take(caller, samples)
            passed.push({ at: now, samples })
            concurrent += samples
            expect(concurrent).toBeLessThanOrEqual(50)
            if (done) {
              use.release()
              concurrent -= samples
            }
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'BUSY', facts: { retryAfterSeconds: expect.any(Number) } })
          }
        }
        for (const { at } of passed) {
          const inMinute = passed.filter((each) => each.at >= at && each.at < at + 60_000)
          // A full bucket at the start of a minute, and what flows in during it.
          expect(inMinute.reduce((sum, each) => sum + each.samples, 0)).toBeLessThanOrEqual(120)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('says when there is room again, and there is', () => {
    let now = 0
    const limiter = new KeyLimiter({ now: () => new Date(now) })
    const caller = callerOf({ samplesPerMinute: 60 })
    limiter.take(caller, 60)
    let wait = 0
    try {
      limiter.take(caller, 30)
    } catch (thrown) {
      wait = Number((thrown as { facts: { retryAfterSeconds: number } }).facts.retryAfterSeconds)
    }
    expect(wait).toBe(30)
    now += wait * 1000
    limiter.take(caller, 30)
  })

  it('counts keys apart, gives back what was not judged, and refuses what can never pass', () => {
    const limiter = new KeyLimiter({ now: () => new Date(0) })
    const caller = callerOf({ samplesPerMinute: 10 })
    const use = limiter.take(caller, 10)
    limiter.take(callerOf({ samplesPerMinute: 10 }, 'b'), 10)
    expect(() => limiter.take(caller, 1)).toThrow()
    use.giveBack()
    limiter.take(caller, 10)
    expect(() => limiter.take(caller, 11)).toThrow(/at once/)
    limiter.take(callerOf({}, 'c'), 100_000)
  })
})
