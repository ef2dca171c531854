import type { Language } from '../kernel/index.ts'
import { betaMean, logLikelihoodRatio, posteriorFrom } from './calibration/index.ts'
import type { Policy } from './policy.ts'
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

/** The prior of the CWE, and what the lineages said about it, by Bayes' rule. */
function posterior(cwe: number, voices: readonly Voice[], language: Language, policy: Policy): number {
  const { prior } = policy.calibration
  const base = betaMean(prior.byCwe[String(cwe)] ?? prior.default)
  const said = new Map(voices.map(({ lineage, hits }) => [lineage, hits.has(cwe)]))
  return posteriorFrom(base, logLikelihoodRatio(cwe, said, language, policy.calibration))
}
