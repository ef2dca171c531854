import { asArray, asObject, asText, asTexts, field } from '../../json/access.ts'
import type { FindingDraft, SeverityClaim } from '../port.ts'
import { resultCwes, ruleCwes } from './sarif-cwe.ts'
import { createSarifPlaces } from './sarif-location.ts'
import { createSarifRules, type SarifRules } from './sarif-rules.ts'
import type { SarifProfile } from './tool-profiles.ts'

/** What a result takes from its rule: the same for all results of the rule, so it is found once. */
interface RuleFacts {
  rule: unknown
  name: string | null
  url: string | null
  title: string | null
  cwe: unknown[]
  confidence: string | null
  /** Claims that come before a result's own level, and those that come after it. */
  firstClaims: SeverityClaim[]
  lastClaims: SeverityClaim[]
  /** Both, for results that claim nothing themselves: one list, so that it is judged once. */
  claims: SeverityClaim[]
}

/** Reads results of one run; null where one names no rule, `repeated` where it says again what another said. */
export function createSarifResults(
  run: unknown,
  profile: SarifProfile,
): (result: unknown, pointer: string) => FindingDraft | 'repeated' | null {
  const rules = createSarifRules(run)
  const refine = profile.createRefine?.() ?? profile.refine
  const places = createSarifPlaces(run, profile.unit)
  const known = new Map<string, RuleFacts>()

  const factsOf = (result: unknown, id: string): RuleFacts => {
    const found = known.get(id)
    if (found !== undefined) return found
    const facts = ruleFacts(rules.ruleOf(result), id, rules, profile)
    // Bounded: a report may name a rule for every result.
    if (known.size < MAX_KNOWN_RULES) known.set(id, facts)
    return facts
  }

  const claimsOf = (result: unknown, properties: unknown, facts: RuleFacts): SeverityClaim[] => {
    const own = resultClaims(properties, profile)
    const level = levelClaims(result)
    return own.length + level.length === 0
      ? facts.claims
      : [...own, ...facts.firstClaims, ...level, ...facts.lastClaims]
  }

  return (result, pointer) => {
    const id = rules.idOf(result)
    if (id === null) return null
    const facts = factsOf(result, id)
    const properties = field(result, 'properties')
    const fix = asText(
      field(result, 'fixes', 0, 'artifactChanges', 0, 'replacements', 0, 'insertedContent', 'text'),
    )
    const ownCwes = resultCwes(result)
    const draft: FindingDraft = {
      kind: profile.kind,
      rule: { id, name: facts.name, url: facts.url },
      title: facts.title,
      message: messageOf(result, facts.rule),
      severity: claimsOf(result, properties, facts),
      confidence:
        profile.confidence === 'issue_confidence'
          ? asText(field(properties, 'issue_confidence'))
          : facts.confidence,
      cwe: ownCwes.length === 0 ? facts.cwe : [...ownCwes, ...facts.cwe],
      region: places.region(field(result, 'locations', 0)),
      flow: places.flow(result),
      toolFingerprints: sarifFingerprints(result),
      suppressions: asArray(field(result, 'suppressions')).map((suppression) => ({
        kind: asText(field(suppression, 'kind')) ?? 'external',
        // SARIF 3.35.3: an absent status is `accepted`.
        status: asText(field(suppression, 'status')) ?? 'accepted',
        justification: asText(field(suppression, 'justification')),
      })),
      ...(fix === null ? {} : { fix }),
      pointer,
    }
    return refine === undefined ? draft : (refine(draft, { result, rule: facts.rule, run }) ?? 'repeated')
  }
}

/** Rules whose facts are remembered. */
const MAX_KNOWN_RULES = 20_000

function ruleFacts(rule: unknown, id: string, rules: SarifRules, profile: SarifProfile): RuleFacts {
  const short = asText(field(rule, 'shortDescription', 'text'))
  const tags = asTexts(field(rule, 'properties', 'tags') ?? [])
  const firstClaims: SeverityClaim[] = []
  if (profile.severity === 'rule-tag')
    firstClaims.push({
      raw: tags.find((word) => /^(?:CRITICAL|HIGH|MEDIUM|LOW|UNKNOWN)$/.test(word)) ?? null,
      source: 'rule.properties.tags',
      scale: 'word',
    })
  firstClaims.push({
    raw: asText(field(rule, 'properties', 'security-severity')),
    source: 'rule.properties.security-severity',
    scale: 'cvss-score',
  })
  const lastClaims: SeverityClaim[] = [
    { raw: rules.overrideOf(id), source: 'ruleConfigurationOverrides.level', scale: 'sarif-level' },
    {
      raw: asText(field(rule, 'defaultConfiguration', 'level')),
      source: 'rule.defaultConfiguration.level',
      scale: 'sarif-level',
    },
    // SARIF 3.27.10: nothing said means `warning`.
    { raw: 'warning', source: null, scale: 'sarif-default' },
  ]
  return {
    rule,
    name: asText(field(rule, 'name')),
    url: asText(field(rule, 'helpUri')),
    // Semgrep's short description is only its rule's id in a sentence.
    title: short?.startsWith('Semgrep Finding:') || short?.startsWith('Opengrep Finding:') ? null : short,
    cwe: ruleCwes(rule),
    confidence:
      profile.confidence === 'rule-tag'
        ? (tags.find((word) => / CONFIDENCE$/.test(word))?.replace(/ CONFIDENCE$/, '') ?? null)
        : null,
    firstClaims,
    lastClaims,
    claims: [...firstClaims, ...lastClaims],
  }
}

/** The tool's own word where its level says less, then the result's own score. */
function resultClaims(properties: unknown, profile: SarifProfile): SeverityClaim[] {
  if (
    properties === undefined ||
    (profile.severity !== 'issue_severity' && field(properties, 'security-severity') === undefined)
  )
    return NO_CLAIMS
  const claims: SeverityClaim[] = []
  if (profile.severity === 'issue_severity')
    claims.push({
      raw: asText(field(properties, 'issue_severity')),
      source: 'properties.issue_severity',
      scale: 'word',
    })
  claims.push({
    raw: asText(field(properties, 'security-severity')),
    source: 'properties.security-severity',
    scale: 'cvss-score',
  })
  return claims
}

function levelClaims(result: unknown): SeverityClaim[] {
  const level = asText(field(result, 'level'))
  if (level !== null) return [{ raw: level, source: 'level', scale: 'sarif-level' }]
  const kind = asText(field(result, 'kind'))
  // A result that is no failure has no level (SARIF 3.27.10).
  return kind !== null && kind !== 'fail'
    ? [{ raw: 'none', source: 'kind', scale: 'sarif-level' }]
    : NO_CLAIMS
}

const NO_CLAIMS: SeverityClaim[] = []

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
  if (!text.includes('{')) return text
  const values = asTexts(field(message, 'arguments') ?? [])
  return text.replace(/\{(\d{1,2})\}/g, (match, index: string) => values[Number(index)] ?? match)
}

/** Partial fingerprints keep their kind in the name: they describe a result, they do not identify it. */
export function sarifFingerprints(result: unknown): Record<string, string> {
  const found: Record<string, string> = {}
  addTexts(field(result, 'fingerprints'), '', found)
  addTexts(field(result, 'partialFingerprints'), 'partial:', found)
  return found
}

function addTexts(values: unknown, prefix: string, into: Record<string, string>): void {
  const object = asObject(values)
  for (const name in object) {
    const value = object[name]
    if (typeof value === 'string') into[`${prefix}${name}`] = value
  }
}
