import { asArray, asInteger, asText, asTexts, field } from '../../json/access.ts'
import { elements, notThisFormat, plainElements, undescribedFacts } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, RawRegion, Reader, ReadItem } from '../port.ts'

/** Trivy's JSON, schema 2: a target holds vulnerabilities, misconfigurations, secrets and licences side by side. */
export const trivyJson: Reader = {
  name: 'trivy-json',
  folder: 'trivy',
  format: 'json',
  tools: ['trivy'],
  facts: undescribedFacts('Trivy, JSON'),
  detect({ json: value }) {
    return (
      field(value, 'SchemaVersion') !== undefined &&
      (field(value, 'ArtifactName') !== undefined || field(value, 'ArtifactType') !== undefined)
    )
  },
  *read(input): Generator<ReadItem> {
    const document = input.outline()
    const { value } = document
    const results = field(value, 'Results')
    // Trivy leaves the list away where it found no target it knows.
    const scanned = Array.isArray(results)
    yield {
      type: 'run',
      run: { tool: 'trivy', version: asText(field(value, 'Trivy', 'Version')), targets: [] },
    }
    if (!scanned && field(value, 'SchemaVersion') === undefined)
      yield notThisFormat(document, input.name, '/Results', 'There is no list of results')
    else if (!scanned)
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'nothing-scanned',
          message: 'Trivy found nothing that it can scan',
          path: input.name,
        },
      }
    for (const [result, base] of plainElements(results, '/Results')) {
      const target = asText(field(result, 'Target'))
      const type = asText(field(result, 'Type')) ?? ''
      if (target !== null && target !== '') yield { type: 'target', path: target, status: 'scanned' }
      for (const [hole, pointer] of elements(
        document,
        field(result, 'Vulnerabilities'),
        `${base}/Vulnerabilities`,
      ))
        yield { type: 'finding', draft: toVulnerability(hole, { target, type, pointer }) }
      for (const [item, pointer] of elements(
        document,
        field(result, 'Misconfigurations'),
        `${base}/Misconfigurations`,
      ))
        if (asText(field(item, 'Status')) !== 'PASS')
          yield { type: 'finding', draft: toMisconfiguration(item, target, pointer) }
      for (const [secret, pointer] of elements(document, field(result, 'Secrets'), `${base}/Secrets`))
        yield { type: 'finding', draft: toSecret(secret, target, pointer) }
      for (const [licence, pointer] of elements(document, field(result, 'Licenses'), `${base}/Licenses`))
        yield { type: 'finding', draft: toLicence(licence, target, pointer) }
    }
  },
}

const wordOf = (item: unknown) => [
  { raw: asText(field(item, 'Severity')), source: 'Severity', scale: 'word-info-lowest' as const },
]

function regionOf(target: string | null, item: unknown): RawRegion | null {
  if (target === null || target === '') return null
  const startLine = asInteger(field(item, 'StartLine'))
  return {
    path: target,
    startLine,
    startColumn: null,
    endLine: asInteger(field(item, 'EndLine')) ?? startLine,
    endColumn: null,
    unit: 'unknown',
  }
}

function toVulnerability(
  hole: unknown,
  { target, type, pointer }: { target: string | null; type: string; pointer: string },
): FindingDraft {
  const id = asText(field(hole, 'VulnerabilityID')) ?? 'unknown'
  const name = asText(field(hole, 'PkgName')) ?? 'unknown'
  const version = asText(field(hole, 'InstalledVersion'))
  const fixed = asText(field(hole, 'FixedVersion'))
  const path = asText(field(hole, 'PkgPath')) ?? target
  const status = asText(field(hole, 'Status'))
  return {
    kind: 'dependency',
    rule: { id, url: asText(field(hole, 'PrimaryURL')), pack: 'trivy' },
    title: asText(field(hole, 'Title')),
    message: asText(field(hole, 'Description')) ?? asText(field(hole, 'Title')) ?? id,
    severity: wordOf(hole),
    cwe: asArray(field(hole, 'CweIDs')),
    region: regionOf(path, {}),
    package: {
      purl: asText(field(hole, 'PkgIdentifier', 'PURL')) ?? packageUrl(type, name, version),
      version,
      fixedVersions: fixed === null ? [] : fixed.split(/,\s*/),
      paths: path === null ? [] : [path],
    },
    advisory: { id, aliases: asTexts(field(hole, 'VendorIDs') ?? []) },
    suppressions:
      status === 'will_not_fix'
        ? [{ kind: 'external', status: 'underReview', justification: 'vendor: will not fix' }]
        : [],
    pointer,
  }
}

function toMisconfiguration(item: unknown, target: string | null, pointer: string): FindingDraft {
  const id = asText(field(item, 'AVDID')) ?? asText(field(item, 'ID')) ?? 'unknown'
  return {
    kind: 'config',
    rule: { id, url: asText(field(item, 'PrimaryURL')), pack: 'trivy' },
    title: asText(field(item, 'Title')),
    message: asText(field(item, 'Message')) ?? asText(field(item, 'Description')) ?? id,
    severity: wordOf(item),
    region: regionOf(target, field(item, 'CauseMetadata')),
    pointer,
  }
}

/** `Match` shows the line around the secret, masked or not: it is not kept. */
function toSecret(secret: unknown, target: string | null, pointer: string): FindingDraft {
  const id = asText(field(secret, 'RuleID')) ?? 'unknown'
  return {
    kind: 'secret',
    rule: { id, pack: 'trivy' },
    message: asText(field(secret, 'Title')) ?? id,
    severity: wordOf(secret),
    cwe: [798],
    region: regionOf(target, secret),
    family: asText(field(secret, 'Category')) ?? id,
    pointer,
  }
}

function toLicence(licence: unknown, target: string | null, pointer: string): FindingDraft {
  const name = asText(field(licence, 'Name')) ?? 'unknown'
  return {
    kind: 'license',
    rule: { id: name, url: asText(field(licence, 'Link')), pack: 'trivy' },
    message: `${asText(field(licence, 'PkgName')) ?? target ?? ''} is under ${name}`,
    severity: wordOf(licence),
    region: regionOf(asText(field(licence, 'FilePath')) || target, {}),
    pointer,
  }
}
