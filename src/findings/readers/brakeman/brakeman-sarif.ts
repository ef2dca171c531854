import { asText, field } from '../../json/access.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { withoutStop } from './brakeman-warning.ts'

/** Levels are made from confidence alone. */
const CONFIDENCES: Readonly<Record<string, string>> = { error: 'High', warning: 'Medium', note: 'Weak' }

/** Brakeman's SARIF: the level is the confidence, and a severity there is none. */
export const refineBrakemanSarif: SarifRefinement = (draft, { result }) => {
  const level = asText(field(result, 'level')) ?? ''
  return {
    ...draft,
    rule: { ...draft.rule, pack: 'brakeman' },
    title: draft.rule.name?.split('/')[1] ?? null,
    message: withoutStop(draft.message),
    severity: [],
    confidence: Object.hasOwn(CONFIDENCES, level) ? (CONFIDENCES[level] ?? null) : null,
  }
}
