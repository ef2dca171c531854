import { logGamma } from './beta.ts'

export interface McNemarResult {
  /** Pairs that changed. */
  discordant: number
  /** Two-sided; 1 where nothing changed: no evidence is not a difference. */
  p: number
}

/**
 * Exact McNemar test on paired yes/no outcomes (Q. McNemar, 1947, Psychometrika 12:153): under the
 * null hypothesis the changed pairs split like a fair coin, so p is twice the binomial tail, at most 1.
 * `gained`: pairs that went from no to yes; `lost`: from yes to no.
 */
export function mcnemarExact(gained: number, lost: number): McNemarResult {
  if (!Number.isInteger(gained) || !Number.isInteger(lost) || gained < 0 || lost < 0)
    throw new RangeError(`${gained} and ${lost} are not counts of pairs`)
  const discordant = gained + lost
  if (discordant === 0) return { discordant, p: 1 }
  let tail = 0
  for (let k = 0; k <= Math.min(gained, lost); k++) tail += binomialHalf(discordant, k)
  return { discordant, p: Math.min(1, 2 * tail) }
}

/** P(X = k) for X ~ Binomial(n, 1/2). */
const binomialHalf = (n: number, k: number): number =>
  Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) - n * Math.LN2)
