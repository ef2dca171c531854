import { createHmac } from 'node:crypto'
import { digestFields, type Location } from '../../kernel/index.ts'
import { textOfRegion } from '../location/source-lines.ts'
import { codeAround } from './code-around.ts'
import { normaliseCode } from './normalise-code.ts'

/**
 * Own fingerprints by scheme, strongest first. Severity, message, line number and tool version are part
 * of none (but the last, which says so). Fields are length-delimited, then SHA-256.
 */
export const FINGERPRINT_SCHEMES = [
  'sca/v1',
  'secret/v1',
  'sast/exact/v1',
  'sast/scope/v1',
  'sast/context/v1',
  /** Position and nothing else, where no source was at hand: tells results of one report apart, no more. */
  'position/v1',
] as const
export type FingerprintScheme = (typeof FINGERPRINT_SCHEMES)[number]

/**
 * Parts of an identity, written beside the fingerprints where source was at hand: what matched, and the
 * tokens before and after it (half a digest each), without path and rule. Matching composes them with a path and a rule that
 * may have got new names since; alone they identify nothing.
 */
export const CONTENT_DIGESTS = ['sast/code/v1', 'sast/around/v1'] as const

interface StaticFacts {
  rule: string
  location: Location
  /** Lines of the file; null where no source is at hand. */
  lines: readonly string[] | null
  /** Qualified name of what encloses the location; null where unknown or at top level. */
  symbol: string | null
  /** How many earlier findings of this run share path, rule and normalised match. */
  occurrence: (key: string) => number
}

/** `sast/*` fingerprints of a result in code. Without source there is only its position. */
export function fingerprintCode({
  rule,
  location,
  lines,
  symbol,
  occurrence,
}: StaticFacts): Record<string, string> {
  const { path } = location
  const text = lines === null ? null : textOfRegion(lines, location)
  if (lines === null || text === null)
    return {
      'position/v1': digestFields([
        'position/v1',
        path,
        rule,
        location.startLine,
        location.startColumn,
        location.endLine,
        location.endColumn,
      ]),
    }
  const match = normaliseCode(text)
  const key = digestFields([path, rule, match])
  const around = normaliseCode(
    lines.slice(Math.max(0, location.startLine - 2), location.endLine + 1).join('\n'),
  )
  const { above, below } = codeAround(lines, location)
  return {
    'sast/exact/v1': digestFields(['sast/exact/v1', path, rule, match, occurrence(key)]),
    ...(symbol === null
      ? {}
      : { 'sast/scope/v1': digestFields(['sast/scope/v1', path, rule, symbol, match]) }),
    'sast/context/v1': digestFields(['sast/context/v1', path, rule, around]),
    'sast/code/v1': digestFields(['sast/code/v1', match]),
    'sast/around/v1': halfDigest('above', above) + halfDigest('below', below),
  }
}

/** One of the two halves of `sast/around/v1`: either side is compared alone where the other was edited. */
const halfDigest = (side: string, text: string): string =>
  digestFields(['sast/around/v1', side, text]).slice(0, 32)

/**
 * `sca/v1`: advisory, package without version, manifest. Aliases are one advisory: of its id and
 * aliases the canonical one counts, so that GHSA and CVE reports of one hole meet.
 */
export function fingerprintDependency(facts: {
  advisory: { id: string; aliases: readonly string[] }
  purl: string
  manifest: string | null
}): Record<string, string> {
  return {
    'sca/v1': digestFields([
      'sca/v1',
      canonicalAdvisory(facts.advisory),
      purlWithoutVersion(facts.purl),
      facts.manifest,
    ]),
  }
}

/** `secret/v1`: keyed, so that the fingerprint is no oracle for guessing the secret. */
export function fingerprintSecret(facts: {
  key: Uint8Array
  secret: string
  path: string | null
  family: string
}): Record<string, string> {
  const hmac = createHmac('sha256', facts.key)
  hmac.update(digestFields(['secret/v1', facts.secret, facts.path, facts.family]))
  return { 'secret/v1': hmac.digest('hex') }
}

/** Of an advisory's names the one to compare by: CVE before GHSA before the rest, lowest first. */
export function canonicalAdvisory(advisory: { id: string; aliases: readonly string[] }): string {
  const rank = (id: string) => (id.startsWith('CVE-') ? 0 : id.startsWith('GHSA-') ? 1 : 2)
  const names = [advisory.id, ...advisory.aliases].map((name) => {
    const upper = name.trim().toUpperCase()
    // GHSA ids are written in either case; MITRE's are upper case.
    return upper.startsWith('CVE-') || upper.startsWith('GHSA-') ? upper : name.trim()
  })
  return names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))[0] ?? advisory.id
}

/** A package URL without version, qualifiers and subpath. */
export const purlWithoutVersion = (purl: string): string =>
  purl.replace(/[?#].*$/s, '').replace(/@[^/@]*$/, '')

/** The strongest fingerprint that a finding has, as `[scheme, value]`. */
export function strongestFingerprint(
  own: Readonly<Record<string, string>>,
): [FingerprintScheme, string] | null {
  for (const scheme of FINGERPRINT_SCHEMES) {
    const value = own[scheme]
    if (value !== undefined) return [scheme, value]
  }
  return null
}
