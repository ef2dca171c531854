import { asTexts, field } from '../../json/access.ts'
import type { SarifRefinement } from './sarif-source.ts'

/** CodeQL's suites hold rules about quality, too: those about security have the tag `security`. */
export const refineCodeqlSarif: SarifRefinement = (draft, { rule }) => {
  const tags = asTexts(field(rule, 'properties', 'tags') ?? [])
  return tags.length === 0 || tags.includes('security') ? draft : { ...draft, kind: 'quality' }
}
