import { asText, field } from '../../json/access.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { leakDraft, leakRegion } from './leak.ts'

/**
 * Gitleaks' SARIF: the snippet is the secret itself, the partial fingerprints are commit, author, e-mail
 * and date: neither is kept. What was found stands in the rule; the message names rule and file only.
 */
export const refineGitleaksSarif: SarifRefinement = (draft, { result, rule }) => {
  const { region } = draft
  if (region === null) return { ...draft, toolFingerprints: {} }
  const snippet = field(result, 'locations', 0, 'physicalLocation', 'region', 'snippet', 'text')
  const inCommit = (asText(field(result, 'partialFingerprints', 'commitSha')) ?? '') !== ''
  return leakDraft({
    rule: draft.rule.id,
    description: asText(field(rule, 'shortDescription', 'text')),
    secret: asText(snippet),
    region: leakRegion(region, inCommit),
    pointer: draft.pointer,
  })
}
