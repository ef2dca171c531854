import { sha256 } from '../../kernel/index.ts'
import type { Calibration } from '../policy.ts'
import { learnCalibration } from './learn-calibration.ts'
import { logLikelihoodRatio, posteriorFrom } from './likelihood.ts'
import { type DecidedCase, groupCases, type Observation } from './observation.ts'

/** What was predicted for a decided case, and what was true. */
export interface Prediction {
  case: DecidedCase
  /** P(vulnerable). */
  predicted: number
}

/** Share of cases that are vulnerable: what P(vulnerable) starts from where cases are not drawn as code is written. */
export function baseRateOf(cases: readonly DecidedCase[]): number {
  const vulnerable = cases.filter((item) => item.vulnerable).length
  // One pseudo-count each: never certain, whatever the sample.
  return (vulnerable + 1) / (cases.length + 2)
}

/** P(vulnerable) of each case under a calibration, starting from `base` instead of the policy's prior. */
export function predictCases(
  cases: readonly DecidedCase[],
  calibration: Calibration,
  base: number,
): Prediction[] {
  return cases.map((item) => ({
    case: item,
    predicted: posteriorFrom(base, logLikelihoodRatio(item.cwe, item.said, item.language, calibration)),
  }))
}

/**
 * The exponent on the likelihood ratios under which P(vulnerable) fits best, between 0.05 and 1: cross-fitted over two
 * halves by group, so that no case is predicted by rates that have seen it; log loss by golden-section search (Kiefer,
 * 1953). 1 where there are fewer than 40 cases: too few to say that engines err together. `predictions` are the
 * cross-fitted ones, for a reliability diagram that is not of the cases it was learnt from.
 */
export function fitDependence(
  calibration: Calibration,
  observations: readonly Observation[],
): { dependence: number; logLoss: number; cases: number; predictions: Prediction[] } {
  const half = (group: string): boolean => Number.parseInt(sha256(group).slice(0, 8), 16) % 2 === 0
  const folds = [true, false].map((which) => ({
    cases: groupCases(observations.filter(({ group }) => half(group) === which)),
    learnt: learnCalibration(
      { ...calibration, dependence: 1 },
      observations.filter(({ group }) => half(group) !== which),
      'the other half',
    ),
  }))
  const cases = folds.flatMap((fold) => fold.cases)
  const base = baseRateOf(cases)
  const ratios = folds.flatMap((fold) =>
    fold.cases.map((item) => ({
      case: item,
      ratio: logLikelihoodRatio(item.cwe, item.said, item.language, fold.learnt),
    })),
  )
  const lossAt = (dependence: number): number =>
    ratios.reduce((sum, { case: { vulnerable }, ratio }) => {
      const predicted = posteriorFrom(base, ratio * dependence)
      return sum - Math.log(Math.max(vulnerable ? predicted : 1 - predicted, 1e-12))
    }, 0) / Math.max(ratios.length, 1)
  const dependence = cases.length < 40 ? 1 : minimise(lossAt, 0.05, 1)
  return {
    dependence,
    logLoss: lossAt(dependence),
    cases: cases.length,
    predictions: ratios.map((item) => ({
      case: item.case,
      predicted: posteriorFrom(base, item.ratio * dependence),
    })),
  }
}

/** Golden-section search for the minimum of a function with one valley, to three decimals. */
function minimise(loss: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2
  let low = from
  let high = to
  while (high - low > 5e-4) {
    const left = high - ratio * (high - low)
    const right = low + ratio * (high - low)
    if (loss(left) <= loss(right)) high = right
    else low = left
  }
  return Math.round(((low + high) / 2) * 1000) / 1000
}
