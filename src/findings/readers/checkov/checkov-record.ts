import { asInteger, asObject, asText, asTexts, field } from '../../json/access.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft } from '../port.ts'

/** Frameworks that report vulnerable packages and licenses; they need an account with the vendor. */
const PACKAGE_CHECKS: ReadonlySet<string> = new Set(['sca_package', 'sca_image'])

/** CWE-798, use of hard-coded credentials: Checkov's rules about secrets carry none. */
const SECRET_CWE = [798]

/** One failed or skipped check; null where it names no check or no file. */
export function toCheckovDraft(record: unknown, framework: string, pointer: string): FindingDraft | null {
  const id = asText(field(record, 'check_id'))
  const path = checkovPath(record)
  if (id === null || path === null) return null
  const details = asObject(field(record, 'vulnerability_details'))
  const dependency = PACKAGE_CHECKS.has(framework) && details !== null ? packageOf(details, id) : null
  const isSecret = framework === 'secrets'
  const name = asText(field(record, 'check_name'))
  const startLine = asInteger(field(record, 'file_line_range', 0))
  return {
    kind: dependency?.kind ?? (isSecret ? 'secret' : 'config'),
    rule: {
      id: dependency?.advisory?.id ?? id,
      name,
      url: asText(field(record, 'guideline')) ?? asText(field(details, 'link')),
      pack: 'checkov',
    },
    title: asText(field(record, 'short_description')) ?? name,
    message: asText(field(record, 'short_description')) ?? name ?? id,
    severity: [
      { raw: asText(field(record, 'severity')), source: 'severity', scale: 'word-info-lowest' },
      { raw: asText(field(details, 'cvss')), source: 'vulnerability_details.cvss', scale: 'cvss-score' },
    ],
    cwe: isSecret ? SECRET_CWE : [],
    region: {
      path,
      startLine,
      startColumn: null,
      // The range of a secret ends one line too late.
      endLine: isSecret ? startLine : asInteger(field(record, 'file_line_range', 1)),
      endColumn: null,
      unit: 'unknown',
    },
    ...(dependency === null ? {} : { package: dependency.package, advisory: dependency.advisory }),
    suppressions: suppressionsOf(record, details !== null),
    pointer,
  }
}

/** Relative to where Checkov ran, as its SARIF has it; it begins with a slash all the same. */
export function checkovPath(record: unknown): string | null {
  const own = asText(field(record, 'repo_file_path')) ?? asText(field(record, 'file_path'))
  const absolute = asText(field(record, 'file_abs_path'))
  if (own === null || own.startsWith('/../')) return absolute ?? own
  return own.replace(/^\/+/, '')
}

function suppressionsOf(record: unknown, isPackage: boolean): FindingDraft['suppressions'] {
  if (asText(field(record, 'check_result', 'result')) !== 'SKIPPED') return []
  return [
    {
      kind: isPackage ? 'external' : 'inSource',
      status: 'accepted',
      justification: asText(field(record, 'check_result', 'suppress_comment')),
    },
  ]
}

function packageOf(details: Record<string, unknown>, id: string) {
  const name = asText(field(details, 'package_name'))
  if (name === null) return null
  const version = asText(field(details, 'package_version'))
  const type = asText(field(details, 'package_type')) ?? 'generic'
  const isLicense = id.startsWith('BC_LIC')
  const advisory = asText(field(details, 'id'))
  const fixed = asTexts([field(details, 'lowest_fixed_version'), field(details, 'fix_version')])
  return {
    kind: isLicense ? ('license' as const) : ('dependency' as const),
    package: {
      purl: packageUrl(type, name, version),
      version,
      fixedVersions: [...new Set(fixed.filter((text) => /^\d/.test(text)))],
      paths: [],
    },
    advisory: isLicense || advisory === null ? null : { id: advisory, aliases: [] },
  }
}
