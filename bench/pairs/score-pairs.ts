import { packageKeyOf } from '../../src/collect/index.ts'
import {
  type Calibration,
  fitDependence,
  groupCases,
  learnCalibration,
  type Observation,
  type Policy,
  predictCases,
} from '../../src/reward/index.ts'
import type { JudgedPair, SideVerdict } from './judge-pairs.ts'

/** Gives each version of a function a score from 0 to 1; from `threshold` on it is called vulnerable. */
export interface PairJudge {
  name: string
  /** Its scores are probabilities rather than votes. */
  isProbability: boolean
  score(pair: JudgedPair, side: 'vulnerable' | 'fixed'): number
  threshold: number
}

/** One lineage on one version of a function, as `sbr policy calibrate --observations` takes it. */
export function toObservations(pairs: readonly JudgedPair[]): Observation[] {
  return pairs.flatMap((pair) =>
    (['vulnerable', 'fixed'] as const).flatMap((side) =>
      Object.entries(pair[side].lineages)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([lineage, spoke]) => ({
          lineage,
          language: pair.recipe.language,
          cwe: pair.family,
          spoke,
          vulnerable: side === 'vulnerable',
          case: caseOf(pair, side),
          group: packageKeyOf(pair.recipe),
          source: 'pairs',
        })),
    ),
  )
}

const caseOf = (pair: JudgedPair, side: string): string => `${pair.id}/${side}`

const share = (verdict: SideVerdict, weights: Record<string, number>): number => {
  const entries = Object.entries(verdict.lineages)
  const weigh = (list: typeof entries) => list.reduce((sum, [name]) => sum + (weights[name] ?? 1), 0)
  const total = weigh(entries)
  return total === 0 ? 0 : weigh(entries.filter(([, spoke]) => spoke)) / total
}

const vote = (name: string, says: (verdict: SideVerdict) => boolean): PairJudge => ({
  name,
  isProbability: false,
  score: (pair, side) => (says(pair[side]) ? 1 : 0),
  threshold: 0.5,
})

/** Judges without anything to choose: every engine, every lineage, any of them, more than half of them. */
export function plainJudges(engines: readonly { name: string; lineages: string[] }[]): PairJudge[] {
  const lineages = [...new Set(engines.flatMap((engine) => engine.lineages))].sort()
  return [
    ...engines.map(({ name }) => vote(`engine ${name}`, (verdict) => verdict.engines[name] === true)),
    ...lineages.map((name) => vote(`lineage ${name}`, (verdict) => verdict.lineages[name] === true)),
    vote('union', (verdict) => Object.values(verdict.lineages).some(Boolean)),
    vote('majority', (verdict) => share(verdict, {}) > 0.5),
  ]
}

/** Half of all versions are vulnerable, by how pairs are made: what P(vulnerable) starts from here. */
const BASE = 0.5

function calibratedJudge(name: string, calibration: Calibration, pairs: readonly JudgedPair[]): PairJudge {
  const predicted = new Map(
    predictCases(groupCases(toObservations(pairs)), calibration, BASE).map((one) => [
      one.case.id,
      one.predicted,
    ]),
  )
  return {
    name,
    isProbability: true,
    score: (pair, side) => predicted.get(caseOf(pair, side)) ?? BASE,
    threshold: Number.POSITIVE_INFINITY,
  }
}

/** P(vulnerable) under the policy's calibration, and under one learnt from the training pairs alone. */
export function scoringJudges(policy: Policy, all: readonly JudgedPair[]) {
  const train = toObservations(all.filter(({ recipe }) => recipe.split === 'train'))
  const learnt = learnCalibration({ ...policy.calibration, dependence: 1 }, train, 'pairs, train')
  const { dependence, cases } = fitDependence(policy.calibration, train)
  return {
    dependence,
    cases,
    judges: [
      {
        name: 'weighted',
        isProbability: false,
        score: (pair: JudgedPair, side: 'vulnerable' | 'fixed') => share(pair[side], policy.lineageWeights),
        threshold: Number.POSITIVE_INFINITY,
      },
      calibratedJudge('calibrated, as the policy comes', policy.calibration, all),
      calibratedJudge('calibrated, learnt', { ...learnt, dependence }, all),
    ] satisfies PairJudge[],
  }
}

/**
 * The threshold with the most correct pairs among those with no more false alarms than `limit`; the higher one where
 * two are as good. Only pairs that may be chosen by belong in here.
 */
export function chooseThreshold(judge: PairJudge, pairs: readonly JudgedPair[], limit: number): number {
  const scores = pairs.map((pair) => ({
    vulnerable: judge.score(pair, 'vulnerable'),
    fixed: judge.score(pair, 'fixed'),
  }))
  const candidates = [...new Set(scores.flatMap(({ vulnerable, fixed }) => [vulnerable, fixed]))].sort(
    (a, b) => b - a,
  )
  let best = { threshold: Number.POSITIVE_INFINITY, correct: 0 }
  for (const threshold of candidates) {
    const alarms = scores.filter(({ fixed }) => fixed >= threshold).length
    const correct = scores.filter(
      ({ vulnerable, fixed }) => vulnerable >= threshold && fixed < threshold,
    ).length
    if (alarms <= limit && correct > best.correct) best = { threshold, correct }
  }
  return best.threshold
}
