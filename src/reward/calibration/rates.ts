import type { Language } from '../../kernel/index.ts'
import type { Calibration, LineageRates } from '../policy.ts'

/** Mean of a Beta distribution given as `[hits, misses]`. */
export const betaMean = ([hits, misses]: readonly [number, number]): number => hits / (hits + misses)

/**
 * The most specific rates that the calibration has: lineage, language and CWE, then lineage and one of them, then
 * the lineage, then any. Without a CWE: those that hold for every CWE without an entry of its own.
 */
export function ratesOf(
  lineage: string,
  language: Language,
  cwe: number | null,
  calibration: Calibration,
): Pick<LineageRates, 'truePositive' | 'falsePositive'> {
  let best: LineageRates | undefined
  let bestScore = -1
  for (const entry of calibration.lineages) {
    if (entry.lineage !== lineage) continue
    if (entry.language !== null && entry.language !== language) continue
    if (entry.cwe !== null && entry.cwe !== cwe) continue
    const score = (entry.cwe === null ? 0 : 2) + (entry.language === null ? 0 : 1)
    if (score > bestScore) {
      best = entry
      bestScore = score
    }
  }
  return best ?? calibration.unknownLineage
}
