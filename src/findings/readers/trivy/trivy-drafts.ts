import { asArray, asInteger, asText, asTexts, field } from '../../json/access.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, RawRegion, SeverityClaim } from '../port.ts'

/** Lines of a file; both null where nothing says them. */
export interface Lines {
  startLine: number | null
  endLine: number | null
}

/** What all results of one target share. */
export interface TrivyTarget {
  /** Null where the target is no file, as that of a distribution's packages. */
  path: string | null
  /** `npm`, `pip`, `dockerfile`. */
  type: string
  /** Lines on which the lockfile names a package, by the tool's own id of it. */
  linesOf(packageId: string): Lines | null
}

const NO_LINES: Lines = { startLine: null, endLine: null }

const wordOf = (item: unknown): SeverityClaim[] => [
  { raw: asText(field(item, 'Severity')), source: 'Severity', scale: 'word-info-lowest' },
]

export function linesAt(item: unknown): Lines {
  const startLine = asInteger(field(item, 'StartLine'))
  return { startLine, endLine: asInteger(field(item, 'EndLine')) ?? startLine }
}

const regionAt = (path: string | null, lines: Lines): RawRegion | null =>
  path === null || path === '' ? null : { path, ...lines, startColumn: null, endColumn: null, unit: 'utf16' }

/** Drafts by the name of the list that the result stands in; null where it lacks what it must have. */
export const TRIVY_DRAFTS: Readonly<
  Record<string, (item: unknown, target: TrivyTarget, pointer: string) => FindingDraft | null>
> = {
  Vulnerabilities: toVulnerability,
  Misconfigurations: toMisconfiguration,
  Secrets: toSecret,
  Licenses: toLicence,
}

function toVulnerability(item: unknown, target: TrivyTarget, pointer: string): FindingDraft | null {
  const id = asText(field(item, 'VulnerabilityID'))
  const name = asText(field(item, 'PkgName'))
  if (id === null || name === null || name === '') return null
  const version = asText(field(item, 'InstalledVersion'))
  const path = asText(field(item, 'PkgPath')) || target.path
  const title = asText(field(item, 'Title'))
  const uid = asText(field(item, 'PkgIdentifier', 'UID')) ?? ''
  return {
    kind: 'dependency',
    rule: { id, url: asText(field(item, 'PrimaryURL')), pack: 'trivy' },
    title,
    message: asText(field(item, 'Description')) || title || id,
    severity: wordOf(item),
    cwe: asArray(field(item, 'CweIDs')),
    region: regionAt(path, target.linesOf(uid) ?? NO_LINES),
    package: {
      purl: asText(field(item, 'PkgIdentifier', 'PURL')) ?? packageUrl(target.type, name, version),
      version,
      fixedVersions: versionsOf(asText(field(item, 'FixedVersion'))),
      paths: [],
    },
    advisory: { id, aliases: asTexts(field(item, 'VendorIDs') ?? []) },
    suppressions:
      asText(field(item, 'Status')) === 'will_not_fix'
        ? [{ kind: 'external', status: 'underReview', justification: 'vendor: will not fix' }]
        : [],
    pointer,
  }
}

/** Versions of several branches stand in one text: `1.3.0, 2.0.1`. */
export const versionsOf = (text: string | null): string[] =>
  (text ?? '').split(/,\s*/).filter((version) => version !== '')

function toMisconfiguration(item: unknown, target: TrivyTarget, pointer: string): FindingDraft | null {
  const id = asText(field(item, 'ID')) ?? asText(field(item, 'AVDID'))
  if (id === null) return null
  return {
    kind: 'config',
    rule: { id, url: asText(field(item, 'PrimaryURL')), pack: 'trivy' },
    title: asText(field(item, 'Title')),
    message: asText(field(item, 'Message')) || asText(field(item, 'Description')) || id,
    severity: wordOf(item),
    region: regionAt(target.path, linesAt(field(item, 'CauseMetadata'))),
    pointer,
  }
}

/** `Match` and `Code` show the lines around the secret: they are not kept. */
function toSecret(item: unknown, target: TrivyTarget, pointer: string): FindingDraft | null {
  const id = asText(field(item, 'RuleID'))
  if (id === null) return null
  return {
    kind: 'secret',
    rule: { id, pack: 'trivy' },
    message: asText(field(item, 'Title')) ?? id,
    severity: wordOf(item),
    cwe: [798],
    region: regionAt(target.path, linesAt(item)),
    pointer,
  }
}

function toLicence(item: unknown, target: TrivyTarget, pointer: string): FindingDraft | null {
  const name = asText(field(item, 'Name'))
  if (name === null) return null
  const path = asText(field(item, 'FilePath')) || target.path
  return {
    kind: 'license',
    rule: { id: name, url: asText(field(item, 'Link')), pack: 'trivy' },
    message: licenceMessage(asText(field(item, 'PkgName')) || (path ?? ''), name),
    severity: wordOf(item),
    region: regionAt(path, NO_LINES),
    pointer,
  }
}

export const licenceMessage = (owner: string, licence: string): string => `${owner} is under ${licence}`
