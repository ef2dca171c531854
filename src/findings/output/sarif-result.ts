import type { Finding } from '../../kernel/index.ts'
import { cweName } from '../cwe/catalogue.ts'
import { FINGERPRINT_SCHEMES } from '../identity/fingerprints.ts'
import { describeResidue, type ToolWords } from './sarif-extension.ts'
import { NO_PLACE, toArtifact, toSarifLocation } from './sarif-location.ts'
import type { BaselineState, SarifResult } from './sarif-log.ts'
import type { KnownRule } from './sarif-rules.ts'
import { SARIF_LEVELS, securitySeverity, severityText } from './sarif-severity.ts'

/** GitHub refuses a result with more steps, and shows a thousand. */
export const MAX_FLOW_STEPS = 10_000

/** The name under which GitHub looks for what tells two results of a rule in a file apart. */
export const LINE_HASH = 'primaryLocationLineHash'

/** Prefix of those fingerprints of a tool that SARIF calls partial. */
export const PARTIAL = 'partial:'

interface ResultSetting {
  rule: KnownRule | undefined
  tool: ToolWords
  baselineState: BaselineState | null
}

/** A finding as a SARIF result; what SARIF has no word for is in `properties.sbr`. */
export function toSarifResult(finding: Finding, { rule, tool, baselineState }: ResultSetting): SarifResult {
  const score = securitySeverity(finding.severity)
  return {
    ruleId: finding.rule.id,
    ...(rule === undefined ? {} : { ruleIndex: rule.index }),
    level: SARIF_LEVELS[finding.severity.level],
    message: { text: finding.message || finding.title || finding.rule.id },
    locations: [finding.location === null ? NO_PLACE : toSarifLocation(finding.location)],
    ...fingerprintsOf(finding),
    ...flowOf(finding),
    suppressions: suppressionsOf(finding),
    ...(baselineState === null ? {} : { baselineState }),
    ...fixOf(finding),
    properties: {
      ...(finding.cwe.ids.length === 0 ? {} : { cwe: [...new Set(finding.cwe.ids)].map(cweText) }),
      ...(score === null ? {} : { 'security-severity': severityText(score) }),
      ...(finding.package === null ? {} : { purl: finding.package.purl }),
      sbr: describeResidue(finding, rule, tool),
    },
  }
}

function cweText(id: number): string {
  const name = cweName(id)
  return name === null ? `CWE-${id}` : `CWE-${id}: ${name}`
}

/** Absent would say that nobody looked; the empty list says that nothing suppresses it. The schema wants each once. */
function suppressionsOf({ suppressions }: Finding): SarifResult['suppressions'] {
  const entries = suppressions.map(({ kind, status, justification }) => ({
    kind: kind === 'inSource' ? ('inSource' as const) : ('external' as const),
    ...(isSuppressionStatus(status) ? { status } : {}),
    ...(justification === null ? {} : { justification }),
  }))
  return entries.length < 2
    ? entries
    : [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()]
}

const isSuppressionStatus = (status: string | null): status is string =>
  status === 'accepted' || status === 'underReview' || status === 'rejected'

/** Own ones by their schemes' names, the tool's where they came from. */
function fingerprintsOf({ fingerprints: { own, tool } }: Finding) {
  const whole: Record<string, string> = {}
  const partial: Record<string, string> = { ...own }
  for (const [name, value] of Object.entries(tool))
    if (name.startsWith(PARTIAL)) partial[name.slice(PARTIAL.length)] = value
    else whole[name] = value
  const hash = lineHashOf(own)
  if (hash !== null) partial[LINE_HASH] ??= hash
  return {
    ...(Object.keys(whole).length === 0 ? {} : { fingerprints: whole }),
    ...(Object.keys(partial).length === 0 ? {} : { partialFingerprints: partial }),
  }
}

/**
 * What GitHub tells results of one rule in one file apart by, from our strongest fingerprint, in GitHub's
 * form `<16 hex digits>:<n>`. Null where only the position is known: without this GitHub's upload action
 * computes its own from the source, which is better than a line number.
 */
export function lineHashOf(own: Finding['fingerprints']['own']): string | null {
  const scheme = FINGERPRINT_SCHEMES.find((name) => own[name] !== undefined)
  return scheme === undefined || scheme === 'position/v1' ? null : `${own[scheme]?.slice(0, 16)}:1`
}

function flowOf({ flow }: Finding): Pick<SarifResult, 'codeFlows'> {
  if (flow.length === 0) return {}
  const locations = flow.slice(0, MAX_FLOW_STEPS).map(({ location, message }) => ({
    location: { ...toSarifLocation(location), ...(message === null ? {} : { message: { text: message } }) },
  }))
  return { codeFlows: [{ threadFlows: [{ locations }] }] }
}

function fixOf({ fix, location }: Finding): Pick<SarifResult, 'fixes'> {
  if (fix === undefined || location === null) return {}
  const { region } = toSarifLocation(location).physicalLocation
  return {
    fixes: [
      {
        artifactChanges: [
          {
            artifactLocation: toArtifact(location.path),
            replacements: [{ deletedRegion: region, insertedContent: { text: fix } }],
          },
        ],
      },
    ],
  }
}
