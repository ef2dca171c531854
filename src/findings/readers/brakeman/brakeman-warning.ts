import { asArray, asInteger, asText, field } from '../../json/access.ts'
import type { FindingDraft } from '../port.ts'

/** Rule id of a warning code, as Brakeman's SARIF writes it: 46 is `BRAKE0046`. */
const ruleOfCode = (code: number): string => `BRAKE${String(code).padStart(4, '0')}`

/** Its SARIF ends every message with a full stop: without one, both formats say the same. */
export const withoutStop = (message: string): string => message.replace(/\.$/, '')

/** One warning; null where it names no rule or no file. */
export function toBrakemanDraft(warning: unknown, isIgnored: boolean, pointer: string): FindingDraft | null {
  const code = asInteger(field(warning, 'warning_code'))
  const type = asText(field(warning, 'warning_type'))
  const check = asText(field(warning, 'check_name'))
  const id = code === null ? type : ruleOfCode(code)
  const path = asText(field(warning, 'file'))
  if (id === null || path === null) return null
  const line = asInteger(field(warning, 'line'))
  const fingerprint = asText(field(warning, 'fingerprint'))
  return {
    kind: 'static',
    rule: {
      id,
      name: check === null ? type : `${check}/${type ?? ''}`,
      url: asText(field(warning, 'link')),
      pack: 'brakeman',
    },
    title: type,
    message: withoutStop(asText(field(warning, 'message')) ?? id),
    severity: [],
    confidence: asText(field(warning, 'confidence')),
    cwe: asArray(field(warning, 'cwe_id')),
    region: { path, startLine: line, startColumn: null, endLine: line, endColumn: null, unit: 'unknown' },
    toolFingerprints: fingerprint === null ? {} : { fingerprint },
    suppressions: isIgnored
      ? [{ kind: 'external', status: 'accepted', justification: asText(field(warning, 'note')) }]
      : [],
    pointer,
  }
}
