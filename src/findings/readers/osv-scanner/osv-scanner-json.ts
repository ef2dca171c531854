import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { badResult, elements, notThisFormat, plainElements, undescribedFacts } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, Reader, ReadItem, SeverityClaim } from '../port.ts'

/** `osv-scanner --format json`: source → package → vulnerabilities in OSV form. `groups` name aliases; they may be absent. */
export const osvScannerJson: Reader = {
  name: 'osv-scanner-json',
  folder: 'osv-scanner',
  format: 'json',
  tools: ['osv-scanner'],
  facts: undescribedFacts('osv-scanner, JSON'),
  detect({ json: value }) {
    if (!Array.isArray(field(value, 'results'))) return false
    return (
      field(value, 'results', 0, 'packages') !== undefined ||
      field(value, 'experimental_config') !== undefined
    )
  },
  *read(input): Generator<ReadItem> {
    const document = input.outline()
    const results = field(document.value, 'results')
    yield {
      type: 'run',
      run: {
        tool: 'osv-scanner',
        version: null,
        targets: [],
        ...(Array.isArray(results) ? {} : { status: 'failed' as const }),
      },
    }
    if (!Array.isArray(results)) {
      yield notThisFormat(document, input.name, '/results', 'There is no list of results')
      return
    }
    if (results.length === 0)
      // Without a database it writes the same and exits with 127: only the caller can tell.
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'note',
          code: 'no-sources',
          message: 'No source is listed: clean, or no database; its exit code tells',
          path: input.name,
        },
      }
    for (const [source, sourcePointer] of plainElements(results, '/results')) {
      const path = asText(field(source, 'source', 'path'))
      if (path !== null) yield { type: 'target', path, status: 'scanned' }
      for (const [entry, packagePointer] of plainElements(
        field(source, 'packages'),
        `${sourcePointer}/packages`,
      ))
        for (const [hole, pointer] of elements(
          document,
          field(entry, 'vulnerabilities'),
          `${packagePointer}/vulnerabilities`,
        )) {
          const draft = toDraft(path, entry, hole, pointer)
          yield draft === null
            ? badResult(input.name, pointer, 'A vulnerability has no id or package')
            : { type: 'finding', draft }
        }
    }
  },
}

function toDraft(path: string | null, entry: unknown, hole: unknown, pointer: string): FindingDraft | null {
  const id = asText(field(hole, 'id'))
  const name = asText(field(entry, 'package', 'name'))
  if (id === null || name === null || name === '') return null
  const version = asText(field(entry, 'package', 'version'))
  const ecosystem = asText(field(entry, 'package', 'ecosystem')) ?? ''
  const group = asArray(field(entry, 'groups')).find((candidate) =>
    asTexts(field(candidate, 'ids') ?? []).includes(id),
  )
  const names = [
    ...asTexts(field(hole, 'aliases') ?? []),
    ...asTexts(field(group, 'ids') ?? []),
    ...asTexts(field(group, 'aliases') ?? []),
  ]
  const summary = asText(field(hole, 'summary'))
  return {
    kind: 'dependency',
    rule: {
      id,
      url: asTexts(asArray(field(hole, 'references')).map((reference) => field(reference, 'url')))[0] ?? null,
      pack: 'osv',
    },
    title: summary,
    message: summary ?? asText(field(hole, 'details')) ?? `${name} ${version ?? ''}: ${id}`,
    severity: severityOf(hole, group),
    cwe: asArray(field(hole, 'database_specific', 'cwe_ids')),
    region:
      path === null
        ? null
        : { path, startLine: null, startColumn: null, endLine: null, endColumn: null, unit: 'unknown' },
    package: {
      purl: packageUrl(ecosystem, name, version),
      version,
      fixedVersions: fixedVersions(hole, name),
      paths: path === null ? [] : [path],
    },
    advisory: { id, aliases: [...new Set(names)].filter((alias) => alias !== id) },
    pointer,
  }
}

/** The database's own word, else the CVSS vectors, the newest version first, else the group's score. */
function severityOf(hole: unknown, group: unknown): SeverityClaim[] {
  const vectors = asArray(field(hole, 'severity'))
    .map((severity) => asText(field(severity, 'score')))
    .filter((vector) => vector !== null)
    .sort((a, b) => (a < b ? 1 : -1))
  return [
    {
      raw: asText(field(hole, 'database_specific', 'severity')),
      source: 'database_specific.severity',
      scale: 'word-info-lowest',
    },
    ...vectors.map((raw): SeverityClaim => ({ raw, source: 'severity.score', scale: 'cvss-vector' })),
    { raw: asText(field(group, 'max_severity')), source: 'groups.max_severity', scale: 'cvss-score' },
  ]
}

function fixedVersions(hole: unknown, name: string): string[] {
  const fixed = new Set<string>()
  for (const affected of asArray(field(hole, 'affected'))) {
    if (asText(field(affected, 'package', 'name')) !== name) continue
    for (const range of asArray(field(affected, 'ranges'))) {
      if (asText(field(range, 'type')) === 'GIT') continue
      for (const event of asArray(field(range, 'events')))
        for (const version of asTexts(field(event, 'fixed'))) fixed.add(version)
    }
  }
  return [...fixed]
}
