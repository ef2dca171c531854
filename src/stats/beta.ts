export interface Interval {
  low: number
  high: number
}

/** Beta distribution over a rate: `alpha` and `beta` are pseudo-counts of hits and misses, both above 0. */
export interface Beta {
  alpha: number
  beta: number
}

/** Mean of a Beta distribution: alpha / (alpha + beta). */
export const betaMean = ({ alpha, beta }: Beta): number => alpha / (alpha + beta)

/** Central credible interval that holds `mass` (default 95 %) of the distribution, by bisection of its CDF. */
export function betaInterval(distribution: Beta, mass = 0.95): Interval {
  const tail = (1 - mass) / 2
  return { low: betaQuantile(distribution, tail), high: betaQuantile(distribution, 1 - tail) }
}

function betaQuantile({ alpha, beta }: Beta, probability: number): number {
  let low = 0
  let high = 1
  // 60 halvings: below the spacing of doubles near 1.
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (regularizedBeta(middle, alpha, beta) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * I_x(a, b), the CDF of a Beta distribution, by its continued fraction (NIST DLMF 8.17.22),
 * evaluated with Lentz's method; the symmetry I_x(a, b) = 1 - I_(1-x)(b, a) keeps it convergent.
 */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`Beta(${a}, ${b}) is no distribution`)
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(1 - x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a
  return front / continuedFraction(x, a, b)
}

const TINY = 1e-300

function continuedFraction(x: number, a: number, b: number): number {
  let value = 1
  let numerator = 1
  let denominator = 0
  for (let k = 1; k <= 500; k++) {
    const m = Math.floor(k / 2)
    const term =
      k % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    denominator = 1 / (1 + term * denominator || TINY)
    numerator = 1 + term / numerator || TINY
    const change = numerator * denominator
    value *= change
    if (Math.abs(change - 1) < 1e-15) break
  }
  return value
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)

/** ln Γ(x) for x > 0: recurrence up to 15, then Stirling's series (NIST DLMF 5.11.1). */
export function logGamma(x: number): number {
  let shift = 0
  let at = x
  while (at < 15) {
    shift += Math.log(at)
    at += 1
  }
  const inverse = 1 / at
  const square = inverse * inverse
  const series =
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift
}
