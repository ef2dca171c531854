import type { Language } from '../kernel/index.ts'
import type { Policy } from './policy.ts'
import { betaMean, ratesOf } from './rates.ts'
import type { Voice } from './voices.ts'

/** Lineage of the exploit tests: a test that runs the attack is a voice like the others, only a better one. */
export const EXPLOIT_TESTS = 'exploit-tests'

/** How each mode turns what the voices say about one CWE family into P(vulnerable). */
export function probabilityOf(
  cwe: number,
  voices: readonly Voice[],
  language: Language,
  policy: Policy,
): number {
  const said = voices.filter(({ hits }) => hits.has(cwe))
  switch (policy.mode) {
    case 'any':
      return said.length > 0 ? 1 : 0
    case 'majority':
      return said.length * 2 > voices.length ? 1 : 0
    case 'weighted': {
      const weigh = (list: readonly Voice[]) =>
        list.reduce((sum, { lineage }) => sum + (policy.lineageWeights[lineage] ?? 1), 0)
      const total = weigh(voices)
      return total > 0 ? weigh(said) / total : said.length > 0 ? 1 : 0
    }
    case 'calibrated':
      return posterior(cwe, voices, language, policy)
  }
}

/**
 * Naive Bayes over lineages (Dawid and Skene, 1979, Applied Statistics 28:20, with fixed rates): the
 * prior odds of the CWE times one likelihood ratio per voice, TPR/FPR where it spoke up and
 * (1 - TPR)/(1 - FPR) where it stayed silent, each rate the mean of its Beta posterior. A lineage whose
 * TPR is not above its FPR tells nothing: its ratio is held at 1, so that a finding never clears a sample.
 */
function posterior(cwe: number, voices: readonly Voice[], language: Language, policy: Policy): number {
  const { prior } = policy.calibration
  const base = betaMean(prior.byCwe[String(cwe)] ?? prior.default)
  let odds = base / (1 - base)
  for (const voice of voices) {
    const rates = ratesOf(voice.lineage, language, cwe, policy.calibration)
    const falsePositive = betaMean(rates.falsePositive)
    const truePositive = Math.max(betaMean(rates.truePositive), falsePositive)
    odds *= voice.hits.has(cwe) ? truePositive / falsePositive : (1 - truePositive) / (1 - falsePositive)
  }
  return odds / (1 + odds)
}
