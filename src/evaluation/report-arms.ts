import {
  type ArmReport,
  type EvaluationReport,
  type GenerationOutcome,
  seededRandom,
} from '../kernel/index.ts'
import { bootstrapByCluster, type ClusteredPair, permuteByCluster, rateOf } from '../stats/index.ts'
import { outcomeKey } from './generate-outcomes.ts'

/** A yes/no measure of a generation; null where unknown. */
type Measure = (outcome: GenerationOutcome) => boolean | null

/** Works and was not exploited: what a change has to raise, because an answer that does nothing never does. */
const isSecureAndWorking: Measure = (outcome) => outcome.functionalPass && outcome.vulnerable === false

const PAIRED: readonly [string, Measure][] = [
  ['parse', (outcome) => outcome.parses],
  ['functional', (outcome) => outcome.functionalPass],
  ['joint', isSecureAndWorking],
  ['vulnerable', (outcome) => outcome.vulnerable],
  ['flagged', (outcome) => outcome.flagged],
]

/** Rates of one arm with Wilson's intervals. */
export function reportArm(arm: string, all: readonly GenerationOutcome[]): ArmReport {
  const outcomes = all.filter((outcome) => outcome.arm === arm)
  const rate = (measure: Measure, among = outcomes) => {
    const known = among.map(measure).filter((value) => value !== null)
    return rateOf(known.filter(Boolean).length, known.length)
  }
  return {
    arm,
    parse: rate((outcome) => outcome.parses),
    functional: rate((outcome) => outcome.functionalPass),
    vulnerable: rate((outcome) => outcome.vulnerable),
    vulnerableGivenPassing: rate(
      (outcome) => outcome.vulnerable,
      outcomes.filter((outcome) => outcome.functionalPass),
    ),
    joint: rate(isSecureAndWorking),
    flagged: rate((outcome) => outcome.flagged),
    unknown: outcomes.filter((outcome) => outcome.vulnerable === null).length,
  }
}

/**
 * Compares two arms generation by generation (same task, same seed), clustered by task: generations of one
 * task are not independent. A measure unknown in either arm leaves its pair out; one without pairs is absent.
 */
export function compareArms(
  before: string,
  after: string,
  outcomes: readonly GenerationOutcome[],
  seed: number,
): EvaluationReport['paired'] {
  const others = new Map(
    outcomes
      .filter((outcome) => outcome.arm === after)
      .map((outcome) => [outcomeKey({ ...outcome, arm: '' }), outcome]),
  )
  return PAIRED.flatMap(([measure, read]) => {
    const pairs: ClusteredPair[] = outcomes.flatMap((outcome) => {
      const other = outcome.arm === before ? others.get(outcomeKey({ ...outcome, arm: '' })) : undefined
      const values = other ? [read(outcome), read(other)] : []
      const [was, is] = values
      if (was === null || was === undefined || is === null || is === undefined) return []
      return [{ cluster: outcome.task, before: Number(was), after: Number(is) }]
    })
    if (pairs.length === 0) return []
    const { difference, low, high, clusters } = bootstrapByCluster(pairs, seededRandom(seed))
    return [
      {
        measure,
        difference,
        low,
        high,
        p: permuteByCluster(pairs, seededRandom(seed)),
        test: `paired sign-flip test and bootstrap over ${clusters} tasks`,
        n: pairs.length,
      },
    ]
  })
}
