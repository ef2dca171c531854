import type { Random } from '../kernel/index.ts'
import { type ClusteredPair, sumByCluster } from './cluster-bootstrap.ts'

/** Up to this many clusters all sign patterns are enumerated (2^12 = 4,096). */
const EXACT_CLUSTERS = 12

/**
 * Two-sided p of a paired difference by sign flips of whole clusters (Fisher's randomisation test):
 * under the null hypothesis the arms of one task may be swapped. Exact for up to 12 clusters; beyond,
 * `rounds` random patterns with the observed one counted in (Phipson and Smyth, 2010), so p is never 0.
 */
export function permuteByCluster(pairs: readonly ClusteredPair[], random: Random, rounds = 5000): number {
  const sums = sumByCluster(pairs).map(({ sum }) => sum)
  if (sums.length === 0) throw new RangeError('no pairs to compare')
  // Sums of the same numbers in another order differ in their last bits: equal must count as as extreme.
  const observed = Math.abs(sums.reduce((total, sum) => total + sum, 0)) - 1e-9
  let extreme = 0
  if (sums.length <= EXACT_CLUSTERS) {
    const patterns = 2 ** sums.length
    for (let pattern = 0; pattern < patterns; pattern++) {
      const total = sums.reduce((at, sum, index) => at + ((pattern >> index) & 1 ? -sum : sum), 0)
      if (Math.abs(total) >= observed) extreme += 1
    }
    return extreme / patterns
  }
  for (let round = 0; round < rounds; round++) {
    const total = sums.reduce((at, sum) => at + (random.next() < 0.5 ? -sum : sum), 0)
    if (Math.abs(total) >= observed) extreme += 1
  }
  return (extreme + 1) / (rounds + 1)
}
