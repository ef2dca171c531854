import type { Language } from '../kernel/index.ts'
import type { Calibration, LineageRates } from './policy.ts'
import { ratesOf } from './rates.ts'

/** One decided case: did this lineage speak up, and was there a weakness? Only decisions of the wanted deciders belong here. */
export interface Observation {
  lineage: string
  language: Language
  cwe: number
  spoke: boolean
  vulnerable: boolean
}

/**
 * Adds decisions to the priors: Beta is conjugate, so each case adds one to a count. The priors' own
 * counts say how many decisions it takes to overrule them. Rates that were only inherited from a
 * wider entry get an entry of their own. The result does not depend on the order of the cases.
 */
export function learnCalibration(
  calibration: Calibration,
  observations: readonly Observation[],
  source: string,
): Calibration {
  const learned = new Map<string, LineageRates>()
  const keyOf = (item: { lineage: string; language: Language | null; cwe: number | null }) =>
    `${item.lineage} ${item.language} ${item.cwe}`
  for (const entry of calibration.lineages) learned.set(keyOf(entry), entry)
  for (const { lineage, language, cwe, spoke, vulnerable } of observations) {
    const key = keyOf({ lineage, language, cwe })
    const entry: LineageRates = learned.get(key) ?? {
      ...ratesOf(lineage, language, cwe, calibration),
      lineage,
      language,
      cwe,
      source,
    }
    const add = ([hits, misses]: readonly [number, number]): [number, number] =>
      spoke ? [hits + 1, misses] : [hits, misses + 1]
    learned.set(key, {
      ...entry,
      source,
      truePositive: vulnerable ? add(entry.truePositive) : entry.truePositive,
      falsePositive: vulnerable ? entry.falsePositive : add(entry.falsePositive),
    })
  }
  return {
    ...calibration,
    lineages: [...learned.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
  }
}
