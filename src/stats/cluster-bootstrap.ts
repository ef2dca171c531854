import type { Random } from '../kernel/index.ts'
import { quantile } from './quantile.ts'

/** The same task measured in two arms: mean outcome of each, and the task it belongs to. */
export interface ClusteredPair {
  cluster: string
  before: number
  after: number
}

export interface BootstrapResult {
  /** Mean of after - before over all pairs. */
  difference: number
  /** 2.5 % and 97.5 % quantiles over the resamples. */
  low: number
  high: number
  clusters: number
  resamples: number
}

/**
 * Percentile bootstrap of a paired difference that draws whole clusters with replacement
 * (Davison and Hinkley, 1997, Bootstrap Methods, ch. 3.8): generations of one task are not
 * independent, so the task is what is drawn. Throws where there is no pair.
 */
export function bootstrapByCluster(
  pairs: readonly ClusteredPair[],
  random: Random,
  resamples = 2000,
): BootstrapResult {
  const sums = sumByCluster(pairs)
  if (sums.length === 0) throw new RangeError('no pairs to compare')
  const draws: number[] = []
  for (let round = 0; round < resamples; round++) {
    let total = 0
    let count = 0
    for (let pick = 0; pick < sums.length; pick++) {
      const drawn = sums[Math.floor(random.next() * sums.length)]
      if (!drawn) continue
      total += drawn.sum
      count += drawn.count
    }
    draws.push(total / count)
  }
  const total = sums.reduce((sum, item) => sum + item.sum, 0)
  return {
    difference: total / pairs.length,
    low: quantile(draws, 0.025),
    high: quantile(draws, 0.975),
    clusters: sums.length,
    resamples,
  }
}

/** Sum and number of differences per cluster, in the order of the cluster's name. */
export function sumByCluster(pairs: readonly ClusteredPair[]): { sum: number; count: number }[] {
  const clusters = new Map<string, { sum: number; count: number }>()
  for (const { cluster, before, after } of pairs) {
    const entry = clusters.get(cluster) ?? { sum: 0, count: 0 }
    entry.sum += after - before
    entry.count += 1
    clusters.set(cluster, entry)
  }
  return [...clusters.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry)
}
