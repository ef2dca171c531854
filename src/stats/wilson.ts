import type { Rate } from '../kernel/index.ts'
import type { Interval } from './beta.ts'

/** Two-sided 95 % quantile of the standard normal distribution. */
const Z95 = 1.959963984540054

/**
 * Wilson's score interval of a proportion (E. B. Wilson, 1927, JASA 22:209): unlike the normal
 * approximation it stays inside 0 to 1 and is not empty at 0 or n successes.
 * Throws `RangeError` where the counts are no counts; n must be at least 1.
 */
export function wilsonInterval(successes: number, n: number, z = Z95): Interval {
  checkCounts(successes, n)
  if (n === 0) throw new RangeError('no interval without observations')
  const share = successes / n
  const scale = 1 + (z * z) / n
  const centre = (share + (z * z) / (2 * n)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return {
    // At the borders the formula gives exactly 0 and 1; rounding must not move them.
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  }
}

/** A rate with its sample size and Wilson's 95 % interval; all null where n is 0. */
export function rateOf(successes: number, n: number): Rate {
  checkCounts(successes, n)
  if (n === 0) return { successes, n, rate: null, low: null, high: null }
  return { successes, n, rate: successes / n, ...wilsonInterval(successes, n) }
}

function checkCounts(successes: number, n: number): void {
  if (!Number.isInteger(successes) || !Number.isInteger(n) || successes < 0 || n < successes)
    throw new RangeError(`${successes} of ${n} is not a count of successes`)
}
