import { digestJson } from '../../kernel/index.ts'
import {
  baseRateOf,
  fitDependence,
  groupCases,
  type LineageRates,
  learnCalibration,
  type Observation,
  type Policy,
  parsePolicy,
  predictCases,
  ratesOf,
} from '../../reward/index.ts'
import { betaInterval, type Interval, measureReliability, type Reliability } from '../../stats/index.ts'

/** A rate before and after, with the 95 % credible interval of what was learnt. */
export interface LearntRate {
  before: number
  after: number
  interval: Interval
  /** Cases that it was learnt from. */
  cases: number
}

export interface LearntRates {
  lineage: string
  language: string | null
  /** Null: over all CWEs. */
  cwe: number | null
  truePositive: LearntRate
  falsePositive: LearntRate
}

export interface CalibrationResult {
  /** The candidate: the policy with learnt rates, one version up. */
  policy: Policy
  digest: string
  cases: number
  vulnerable: number
  dependence: number
  rates: LearntRates[]
  /** Of P(vulnerable) with the old rates, and with the learnt ones, cross-fitted over groups. Null without cases. */
  reliability: { before: Reliability | null; after: Reliability | null }
}

/** Learns a policy's calibration from decided cases. Nothing is put to use: the candidate is for somebody to approve. */
export function calibratePolicy(
  policy: Policy,
  observations: readonly Observation[],
  source: string,
): CalibrationResult {
  const cases = groupCases(observations)
  const fitted = fitDependence(policy.calibration, observations)
  const calibration = {
    ...learnCalibration(policy.calibration, observations, source),
    dependence: fitted.dependence,
  }
  const candidate = parsePolicy(
    {
      ...policy,
      version: policy.version + 1,
      calibration,
    },
    `the calibration of ${policy.name}`,
  )
  const before = predictCases(cases, policy.calibration, baseRateOf(cases))
  const toForecast = ({ predicted, case: { vulnerable } }: (typeof before)[number]) => ({
    predicted,
    happened: vulnerable,
  })
  return {
    policy: candidate,
    digest: digestJson(candidate),
    cases: cases.length,
    vulnerable: cases.filter(({ vulnerable }) => vulnerable).length,
    dependence: fitted.dependence,
    rates: calibration.lineages
      .filter((entry) => !policy.calibration.lineages.includes(entry))
      .map((entry) => describeRates(entry, policy, observations)),
    reliability: {
      before: measureReliability(before.map(toForecast)),
      after: measureReliability(fitted.predictions.map(toForecast)),
    },
  }
}

function describeRates(
  entry: LineageRates,
  policy: Policy,
  observations: readonly Observation[],
): LearntRates {
  const { lineage, language, cwe } = entry
  const prior = ratesOf(lineage, language ?? 'python', cwe, policy.calibration)
  const own = observations.filter(
    (item) => item.lineage === lineage && item.language === language && (cwe === null || item.cwe === cwe),
  )
  const rate = (which: 'truePositive' | 'falsePositive'): LearntRate => {
    const [alpha, beta] = entry[which]
    const [hits, misses] = prior[which]
    return {
      before: hits / (hits + misses),
      after: alpha / (alpha + beta),
      interval: betaInterval({ alpha, beta }),
      cases: own.filter(({ vulnerable }) => vulnerable === (which === 'truePositive')).length,
    }
  }
  return {
    lineage,
    language,
    cwe,
    truePositive: rate('truePositive'),
    falsePositive: rate('falsePositive'),
  }
}
