import { asText, asTexts, field } from '../../json/access.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { kindOfCategory } from './spotbugs-rank.ts'

/**
 * SpotBugs' SARIF: a result's text is only the rule's; what it says of this place is the rule's message
 * with the arguments put in. Both get a full stop that the XML has not. The rule's tag is the category.
 */
export const refineSpotbugsSarif: SarifRefinement = (draft, { result, rule }) => {
  const template = asText(field(rule, 'messageStrings', 'default', 'text'))
  const values = asTexts(field(result, 'message', 'arguments') ?? [])
  const filled = template?.replace(/\{(\d{1,2})\}/g, (match, index: string) => values[Number(index)] ?? match)
  const isSecurityPack = draft.rule.url?.includes('find-sec-bugs') ?? false
  return {
    ...draft,
    kind: kindOfCategory(asTexts(field(rule, 'properties', 'tags') ?? [])[0]),
    rule: { ...draft.rule, pack: isSecurityPack ? 'findsecbugs' : 'spotbugs' },
    title: draft.title?.replace(/\.$/, '') ?? null,
    message: filled?.replace(/\.$/, '') ?? draft.message,
  }
}
