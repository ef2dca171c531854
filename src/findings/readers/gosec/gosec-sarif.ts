import { asText, field } from '../../json/access.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'

/**
 * gosec's SARIF: the end column repeats the start column, so there is none. LOW is `warning`, MEDIUM and
 * HIGH are both `error`: which of them, the rule's tags say, but they are those of the rule's first result.
 * Where tag and level contradict each other, the level counts.
 */
export const refineGosecSarif: SarifRefinement = (draft, { result }) => {
  const level = asText(field(result, 'level'))
  const tag = draft.severity.find(({ source }) => source === 'rule.properties.tags')
  const agrees = level !== 'warning' && level !== 'note' ? tag?.raw !== 'LOW' : tag?.raw === 'LOW'
  const low = { raw: 'LOW', source: 'level', scale: 'word' } as const
  return {
    ...draft,
    rule: { ...draft.rule, pack: 'gosec' },
    severity: agrees
      ? draft.severity
      : [...(level === 'warning' ? [low] : []), ...draft.severity.filter((claim) => claim !== tag)],
    region: draft.region === null ? null : { ...draft.region, endColumn: null },
  }
}
