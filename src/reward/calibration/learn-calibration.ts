import type { Language } from '../../kernel/index.ts'
import type { Calibration, LineageRates } from '../policy.ts'
import type { Observation } from './observation.ts'
import { betaMean, ratesOf } from './rates.ts'

/**
 * Weight, in cases, of what a lineage does over all CWEs when its rates for one CWE are learnt: with so many cases
 * of that CWE of its own, both count the same.
 */
export const SHRINKAGE = 10

type Beta = [hits: number, misses: number]

/**
 * Learns rates from decided cases. Beta is conjugate, so each case adds one to a count: first to the lineage in a
 * language over all CWEs, starting from the priors, whose own counts say how many cases it takes to overrule them;
 * then to each CWE that was observed, starting from the lineage's learnt rates at the weight of `SHRINKAGE` cases
 * (or from its own prior where the calibration has one). What was never observed keeps its prior. The result does not
 * depend on the order of the cases.
 */
export function learnCalibration(
  calibration: Calibration,
  observations: readonly Observation[],
  source: string,
): Calibration {
  const entries = new Map<string, LineageRates>()
  for (const entry of calibration.lineages) entries.set(keyOf(entry), entry)
  const put = (entry: LineageRates) => entries.set(keyOf(entry), entry)

  for (const { list, lineage, language } of groupBy(observations, false)) {
    const prior = ratesOf(lineage, language, null, calibration)
    put({ lineage, language, cwe: null, source: describe(source, list), ...count(prior, list) })
  }
  const learnt = { ...calibration, lineages: [...entries.values()] }
  for (const { list, lineage, language, cwe } of groupBy(observations, true)) {
    const own = calibration.lineages.find(
      (entry) => entry.lineage === lineage && entry.cwe === cwe && (entry.language ?? language) === language,
    )
    const pooled = ratesOf(lineage, language, null, learnt)
    const prior = own ?? {
      truePositive: scale(pooled.truePositive),
      falsePositive: scale(pooled.falsePositive),
    }
    put({ lineage, language, cwe, source: describe(source, list), ...count(prior, list) })
  }
  return {
    ...calibration,
    lineages: [...entries.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
  }
}

const keyOf = (item: { lineage: string; language: Language | null; cwe: number | null }): string =>
  `${item.lineage} ${item.language} ${item.cwe}`

interface Group {
  lineage: string
  language: Language
  cwe: number
  list: Observation[]
}

function groupBy(observations: readonly Observation[], byCwe: boolean): Group[] {
  const groups = new Map<string, Group>()
  for (const observation of observations) {
    const { lineage, language, cwe } = observation
    // A family of 0 is a finding without a CWE: it says something about the lineage, and has no rates of its own.
    if (byCwe && cwe === 0) continue
    const key = `${lineage} ${language} ${byCwe ? cwe : ''}`
    const group = groups.get(key) ?? { lineage, language, cwe, list: [] }
    group.list.push(observation)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Adds each case to the count that it speaks for. */
function count(
  prior: { truePositive: Beta; falsePositive: Beta },
  list: readonly Observation[],
): { truePositive: Beta; falsePositive: Beta } {
  const add = ([hits, misses]: Beta, vulnerable: boolean): Beta => {
    const seen = list.filter((item) => item.vulnerable === vulnerable)
    const spoke = seen.filter((item) => item.spoke).length
    return [tidy(hits + spoke), tidy(misses + seen.length - spoke)]
  }
  return { truePositive: add(prior.truePositive, true), falsePositive: add(prior.falsePositive, false) }
}

/**
 * A prior with the mean of `beta` at the weight of `SHRINKAGE` cases; of more where the rarer outcome would weigh less
 * than half a case: a dozen silent cases must not make a lineage infallible.
 */
function scale(beta: Beta): Beta {
  const mean = betaMean(beta)
  const weight = Math.max(SHRINKAGE, 0.5 / Math.min(mean, 1 - mean))
  return [tidy(mean * weight), tidy((1 - mean) * weight)]
}

/** Six decimals, so that the file reads well and two machines write the same. */
const tidy = (value: number): number => Math.round(value * 1e6) / 1e6

function describe(source: string, list: readonly Observation[]): string {
  const vulnerable = list.filter((item) => item.vulnerable).length
  return `${source}: ${vulnerable} with the weakness, ${list.length - vulnerable} without`
}
