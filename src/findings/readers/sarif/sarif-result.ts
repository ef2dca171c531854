import { asArray, asObject, asText, asTexts, field } from '../../json/access.ts'
import type { FindingDraft, SeverityClaim } from '../port.ts'
import { sarifCwes } from './sarif-cwe.ts'
import { sarifFlow, sarifRegion } from './sarif-location.ts'
import type { SarifRules } from './sarif-rules.ts'
import type { SarifProfile } from './tool-profiles.ts'

interface SarifResult {
  result: unknown
  pointer: string
  run: unknown
  rules: SarifRules
  profile: SarifProfile
}

/** One result; null where it names no rule. */
export function toSarifDraft({ result, pointer, run, rules, profile }: SarifResult): FindingDraft | null {
  const id = rules.idOf(result)
  if (id === null) return null
  const rule = rules.ruleOf(result)
  const short = asText(field(rule, 'shortDescription', 'text'))
  const fix = asText(
    field(result, 'fixes', 0, 'artifactChanges', 0, 'replacements', 0, 'insertedContent', 'text'),
  )
  return {
    kind: profile.kind,
    rule: { id, name: asText(field(rule, 'name')), url: asText(field(rule, 'helpUri')) },
    // Semgrep's short description is only its rule's id in a sentence.
    title: short?.startsWith('Semgrep Finding:') || short?.startsWith('Opengrep Finding:') ? null : short,
    message: messageOf(result, rule),
    severity: severityOf({ result, rule, id, rules, profile }),
    confidence: confidenceOf(result, rule, profile),
    cwe: sarifCwes(result, rule),
    region: sarifRegion(field(result, 'locations', 0), run, profile.unit),
    flow: sarifFlow(result, run, profile.unit),
    toolFingerprints: fingerprintsOf(result),
    suppressions: asArray(field(result, 'suppressions')).map((suppression) => ({
      kind: asText(field(suppression, 'kind')) ?? 'external',
      // SARIF 3.35.3: an absent status is `accepted`.
      status: asText(field(suppression, 'status')) ?? 'accepted',
      justification: asText(field(suppression, 'justification')),
    })),
    ...(fix === null ? {} : { fix }),
    pointer,
  }
}

/** Plain text, or the rule's string of that id with its arguments put in. */
function messageOf(result: unknown, rule: unknown): string {
  const message = field(result, 'message')
  const id = asText(field(message, 'id'))
  const text =
    asText(field(message, 'text')) ??
    (id === null ? null : asText(field(rule, 'messageStrings', id, 'text'))) ??
    asText(field(message, 'markdown')) ??
    asText(field(rule, 'fullDescription', 'text')) ??
    asText(field(rule, 'shortDescription', 'text')) ??
    ''
  const values = asTexts(field(message, 'arguments') ?? [])
  return text.replace(/\{(\d{1,2})\}/g, (match, index: string) => values[Number(index)] ?? match)
}

interface LevelFacts {
  result: unknown
  rule: unknown
  id: string
  rules: SarifRules
  profile: SarifProfile
}

/** The tool's own word first where its level says less, then GitHub's `security-severity`, then the level. */
function severityOf({ result, rule, id, rules, profile }: LevelFacts): SeverityClaim[] {
  const claims: SeverityClaim[] = []
  if (profile.severity === 'issue_severity')
    claims.push({
      raw: asText(field(result, 'properties', 'issue_severity')),
      source: 'properties.issue_severity',
      scale: 'word',
    })
  if (profile.severity === 'rule-tag') {
    const tag = asTexts(field(rule, 'properties', 'tags') ?? []).find((word) =>
      /^(?:CRITICAL|HIGH|MEDIUM|LOW|UNKNOWN)$/.test(word),
    )
    claims.push({ raw: tag ?? null, source: 'rule.properties.tags', scale: 'word' })
  }
  for (const [place, owner] of [
    ['properties', result],
    ['rule.properties', rule],
  ] as const)
    claims.push({
      raw: asText(field(owner, 'properties', 'security-severity')),
      source: `${place}.security-severity`,
      scale: 'cvss-score',
    })
  const kind = asText(field(result, 'kind'))
  const levels: [string | null, string][] = [
    [asText(field(result, 'level')), 'level'],
    // A result that is no failure has no level (SARIF 3.27.10).
    [kind !== null && kind !== 'fail' ? 'none' : null, 'kind'],
    [rules.overrideOf(id), 'ruleConfigurationOverrides.level'],
    [asText(field(rule, 'defaultConfiguration', 'level')), 'rule.defaultConfiguration.level'],
  ]
  for (const [raw, source] of levels) claims.push({ raw, source, scale: 'sarif-level' })
  // SARIF 3.27.10: nothing said means `warning`.
  claims.push({ raw: 'warning', source: null, scale: 'sarif-default' })
  return claims
}

function confidenceOf(result: unknown, rule: unknown, profile: SarifProfile): string | null {
  if (profile.confidence === 'issue_confidence')
    return asText(field(result, 'properties', 'issue_confidence'))
  if (profile.confidence === 'none') return null
  const tag = asTexts(field(rule, 'properties', 'tags') ?? []).find((word) => / CONFIDENCE$/.test(word))
  return tag?.replace(/ CONFIDENCE$/, '') ?? null
}

/** Partial fingerprints keep their kind in the name: they describe a result, they do not identify it. */
function fingerprintsOf(result: unknown): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [key, prefix] of [
    ['fingerprints', ''],
    ['partialFingerprints', 'partial:'],
  ] as const)
    for (const [name, value] of Object.entries(asObject(field(result, key)) ?? {}))
      if (typeof value === 'string') found[`${prefix}${name}`] = value
  return found
}
