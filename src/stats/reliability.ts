import type { Interval } from './beta.ts'
import { wilsonInterval } from './wilson.ts'

/** A probability that was said, and what happened. */
export interface Forecast {
  predicted: number
  happened: boolean
}

/** Forecasts of about one probability, and how often it happened. */
export interface ReliabilityBin {
  n: number
  /** Mean of what was predicted. */
  predicted: number
  /** Share that happened, with its 95 % Wilson interval. */
  observed: number
  interval: Interval
}

export interface Reliability {
  n: number
  /** Mean squared error of the probabilities (Brier, 1950, Monthly Weather Review 78:1): 0 is perfect, 0.25 is "always a half". */
  brier: number
  /** Expected calibration error: mean distance of predicted and observed over the bins, weighted by their size. */
  calibrationError: number
  /** By rising probability, as many forecasts in each as can be; equal probabilities are never torn apart. */
  bins: ReliabilityBin[]
}

/** How well probabilities agree with what happened, in at most `bins` bins of equal mass. Null without forecasts. */
export function measureReliability(forecasts: readonly Forecast[], bins = 10): Reliability | null {
  if (forecasts.length === 0) return null
  const sorted = [...forecasts].sort((a, b) => a.predicted - b.predicted)
  const groups = splitByMass(sorted, bins).map((list): ReliabilityBin => {
    const happened = list.filter((item) => item.happened).length
    return {
      n: list.length,
      predicted: list.reduce((sum, { predicted }) => sum + predicted, 0) / list.length,
      observed: happened / list.length,
      interval: wilsonInterval(happened, list.length),
    }
  })
  const n = sorted.length
  return {
    n,
    brier: sorted.reduce((sum, item) => sum + (item.predicted - Number(item.happened)) ** 2, 0) / n,
    calibrationError: groups.reduce(
      (sum, bin) => sum + (bin.n / n) * Math.abs(bin.predicted - bin.observed),
      0,
    ),
    bins: groups,
  }
}

function splitByMass(sorted: readonly Forecast[], bins: number): Forecast[][] {
  const groups: Forecast[][] = []
  let start = 0
  for (let bin = 1; bin <= bins && start < sorted.length; bin++) {
    let end = Math.max(Math.round((sorted.length * bin) / bins), start + 1)
    while (end < sorted.length && sorted[end]?.predicted === sorted[end - 1]?.predicted) end++
    groups.push(sorted.slice(start, end))
    start = end
  }
  return groups
}
