import { field } from '../../json/access.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { flawfinderSeverity } from './flawfinder-level.ts'

/**
 * Flawfinder's SARIF: `rank` is a fifth of the risk level; columns are said to be UTF-16 and are code
 * points; every region ends with its line; the message begins with the rule's name; the fingerprint is the
 * digest of the line's text, which identifies no hit.
 */
export const refineFlawfinderSarif: SarifRefinement = (draft, { result }) => {
  const rank = field(result, 'rank')
  const level = typeof rank === 'number' ? Math.round(rank * 5) : null
  const prefix = `${draft.rule.name ?? ''}:`
  const { toolFingerprints: _, title: __, ...rest } = draft
  return {
    ...rest,
    rule: { ...draft.rule, pack: 'flawfinder' },
    message: draft.message.startsWith(prefix) ? draft.message.slice(prefix.length) : draft.message,
    severity: [flawfinderSeverity(level, 'rank'), ...draft.severity],
    region: draft.region === null ? null : { ...draft.region, unit: 'codepoint', endColumn: null },
  }
}
