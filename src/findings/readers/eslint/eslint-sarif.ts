import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { eslintRuleCwes, eslintRuleKind, eslintRulePack } from './eslint-rule.ts'

/**
 * SARIF of `@microsoft/eslint-formatter-sarif`: it knows no CWE either, and its rules describe themselves
 * in a sentence that is no title of a result.
 */
export const refineEslintSarif: SarifRefinement = (draft) => {
  const { id } = draft.rule
  const cwes = draft.cwe?.length ? [] : eslintRuleCwes(id)
  return {
    ...draft,
    kind: eslintRuleKind(id, cwes),
    rule: { ...draft.rule, pack: eslintRulePack(id) },
    title: null,
    ...(cwes.length === 0 ? {} : { cwe: [...cwes] }),
  }
}
