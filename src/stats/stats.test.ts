import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../kernel/index.ts'
import {
  betaInterval,
  betaMean,
  bootstrapByCluster,
  mcnemarExact,
  measureReliability,
  permuteByCluster,
  quantile,
  rateOf,
  regularizedBeta,
  wilsonInterval,
} from './index.ts'

describe('wilsonInterval', () => {
  it.each([
    // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('holds the rate and stays inside 0 to 1', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (a, b) => {
        const rate = rateOf(a, a + b)
        if (a + b === 0) return rate.rate === null && rate.low === null && rate.high === null
        const { low, high, rate: share } = rate
        return (
          low !== null &&
          high !== null &&
          share !== null &&
          0 <= low &&
          low <= share &&
          share <= high &&
          high <= 1
        )
      }),
    )
  })

  it('refuses what is no count', () => {
    expect(() => rateOf(3, 2)).toThrow(RangeError)
    expect(() => rateOf(0.5, 2)).toThrow(RangeError)
    expect(() => wilsonInterval(0, 0)).toThrow(RangeError)
  })
})

describe('Beta', () => {
  it('agrees with closed forms of its distribution', () => {
    for (const x of [0.05, 0.3, 0.5, 0.77, 0.99]) {
      expect(regularizedBeta(x, 1, 1)).toBeCloseTo(x, 12)
      expect(regularizedBeta(x, 1, 4)).toBeCloseTo(1 - (1 - x) ** 4, 12)
      expect(regularizedBeta(x, 3, 1)).toBeCloseTo(x ** 3, 12)
      expect(regularizedBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 10)
    }
  })

  it('is the binomial tail for whole numbers', () => {
    const binomial = (n: number, k: number) => {
      let value = 1
      for (let i = 0; i < k; i++) value = (value * (n - i)) / (i + 1)
      return value
    }
    let tail = 0
    for (let k = 9; k <= 16; k++) tail += binomial(16, k) * 0.4 ** k * 0.6 ** (16 - k)
    expect(regularizedBeta(0.4, 9, 8)).toBeCloseTo(tail, 12)
  })

  it('gives the interval of a uniform distribution and holds its mean', () => {
    const uniform = betaInterval({ alpha: 1, beta: 1 })
    expect(uniform.low).toBeCloseTo(0.025, 9)
    expect(uniform.high).toBeCloseTo(0.975, 9)
    expect(betaMean({ alpha: 9, beta: 8 })).toBeCloseTo(9 / 17, 12)
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 200, noNaN: true }),
        fc.double({ min: 0.5, max: 200, noNaN: true }),
        (alpha, beta) => {
          const { low, high } = betaInterval({ alpha, beta })
          expect(regularizedBeta(low, alpha, beta)).toBeCloseTo(0.025, 6)
          expect(regularizedBeta(high, alpha, beta)).toBeCloseTo(0.975, 6)
        },
      ),
    )
  })
})

describe('mcnemarExact', () => {
  it.each([
    [0, 0, 1],
    [5, 5, 1],
    [1, 9, 22 / 1024],
    [0, 6, 2 / 64],
    [3, 12, 2 * ((1 + 15 + 105 + 455) / 32768)],
  ])('%i gained, %i lost', (gained, lost, p) => {
    expect(mcnemarExact(gained, lost).p).toBeCloseTo(p, 12)
    expect(mcnemarExact(lost, gained).p).toBeCloseTo(p, 12)
  })
})

describe('quantile', () => {
  it('interpolates between order statistics', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
    expect(quantile([7], 0.9)).toBe(7)
    expect(() => quantile([], 0.5)).toThrow(RangeError)
  })
})

const pairsOf = (differences: readonly number[]) =>
  differences.map((difference, index) => ({ cluster: `task-${index}`, before: 0, after: difference }))

describe('paired comparison by cluster', () => {
  it('enumerates sign flips exactly', () => {
    // All six differences positive: 2 of 64 patterns are as extreme.
    expect(permuteByCluster(pairsOf([1, 1, 1, 1, 1, 1]), seededRandom(1))).toBe(2 / 64)
    expect(permuteByCluster(pairsOf([1, -1, 1, -1]), seededRandom(1))).toBe(1)
  })

  it('approximates the exact p where there are too many clusters', () => {
    const p = permuteByCluster(
      pairsOf(Array.from({ length: 16 }, (_, i) => (i < 12 ? 1 : -1))),
      seededRandom(3),
      20_000,
    )
    // Exact: 2 * P(Binomial(16, 1/2) <= 4) = 0.0768.
    expect(p).toBeGreaterThan(0.067)
    expect(p).toBeLessThan(0.087)
  })

  it('draws whole clusters: copies of a pair inside one cluster add no certainty', () => {
    const few = pairsOf([0, 1, 1, 0, 1, 0, 1, 1])
    const many = few.flatMap((pair) => Array.from({ length: 20 }, () => pair))
    const narrow = bootstrapByCluster(few, seededRandom(7))
    const wide = bootstrapByCluster(many, seededRandom(7))
    expect(wide).toEqual({ ...narrow, difference: wide.difference })
    expect(wide.difference).toBeCloseTo(narrow.difference, 12)
    expect(narrow.low).toBeLessThan(0.625)
    expect(narrow.high).toBeGreaterThan(0.625)
  })

  it('is the same for the same seed, whatever the order', () => {
    const pairs = pairsOf([0.5, -0.25, 0.75, 1, 0])
    expect(bootstrapByCluster([...pairs].reverse(), seededRandom(5))).toEqual(
      bootstrapByCluster(pairs, seededRandom(5)),
    )
  })
})

describe('reliability', () => {
  it('of forecasts that are right is without calibration error, and never tears equal ones apart', () => {
    const forecasts = [0.2, 0.8].flatMap((predicted) =>
      Array.from({ length: 50 }, (_, at) => ({ predicted, happened: at < predicted * 50 })),
    )
    const measured = measureReliability(forecasts)
    expect(measured?.calibrationError).toBeCloseTo(0, 12)
    expect(measured?.brier).toBeCloseTo(0.16, 12)
    expect(measured?.bins.map(({ n, observed }) => [n, observed])).toEqual([
      [50, 0.2],
      [50, 0.8],
    ])
    expect(measureReliability([])).toBeNull()
  })

  it('counts every forecast once and stays between 0 and 1', () => {
    const forecast = fc.record({
      predicted: fc.double({ min: 0, max: 1, noNaN: true }),
      happened: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(forecast, { minLength: 1 }), fc.integer({ min: 1, max: 12 }), (list, bins) => {
        const measured = measureReliability(list, bins)
        expect(measured?.bins.reduce((sum, { n }) => sum + n, 0)).toBe(list.length)
        expect(measured?.bins.length).toBeLessThanOrEqual(bins)
        for (const value of [measured?.brier ?? -1, measured?.calibrationError ?? -1]) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
