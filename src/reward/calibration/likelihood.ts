import type { Language } from '../../kernel/index.ts'
import type { Calibration } from '../policy.ts'
import { betaMean, ratesOf } from './rates.ts'

/**
 * Log likelihood ratio of what the lineages said about one family of CWEs: naive Bayes over lineages (Dawid and
 * Skene, 1979, Applied Statistics 28:20, with fixed rates). Each that spoke up adds ln(TPR/FPR), each that stayed
 * silent ln((1 - TPR)/(1 - FPR)), each rate the mean of its Beta posterior. A lineage whose TPR is not above its
 * FPR tells nothing: its ratio is held at 1, so that a finding never clears a sample. `dependence` scales the sum:
 * engines that err together must not count as if they erred apart.
 */
export function logLikelihoodRatio(
  cwe: number,
  said: ReadonlyMap<string, boolean>,
  language: Language,
  calibration: Calibration,
): number {
  let sum = 0
  for (const [lineage, spoke] of said) {
    const ratios = ratiosOf(lineage, language, cwe, calibration)
    sum += spoke ? ratios.spoke : ratios.silent
  }
  return sum * (calibration.dependence ?? 1)
}

/** What one lineage adds to the sum, whether it speaks up or not. */
interface Ratios {
  spoke: number
  silent: number
}

/** Every sample asks for the same few of a policy; a calibration does not change once it is read. */
const known = new WeakMap<Calibration, Map<string, Ratios>>()

function ratiosOf(lineage: string, language: Language, cwe: number, calibration: Calibration): Ratios {
  let ofCalibration = known.get(calibration)
  if (ofCalibration === undefined) {
    ofCalibration = new Map()
    known.set(calibration, ofCalibration)
  }
  const key = `${cwe} ${language} ${lineage}`
  let ratios = ofCalibration.get(key)
  if (ratios === undefined) {
    const rates = ratesOf(lineage, language, cwe, calibration)
    const falsePositive = betaMean(rates.falsePositive)
    const truePositive = Math.max(betaMean(rates.truePositive), falsePositive)
    ratios = {
      spoke: Math.log(truePositive / falsePositive),
      silent: Math.log((1 - truePositive) / (1 - falsePositive)),
    }
    ofCalibration.set(key, ratios)
  }
  return ratios
}

/** P(vulnerable) from the probability before anyone looked and a log likelihood ratio: Bayes' rule in odds. */
export function posteriorFrom(base: number, logRatio: number): number {
  const odds = (base / (1 - base)) * Math.exp(logRatio)
  return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds)
}
