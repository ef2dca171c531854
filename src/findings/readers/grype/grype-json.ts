import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, Reader, ReadItem } from '../port.ts'

/** `grype -o json`: one match for each vulnerability of each package that was found. */
export const grypeJson: Reader = {
  name: 'grype-json',
  folder: 'grype',
  format: 'json',
  tools: ['grype'],
  facts: {
    title: 'Grype, JSON',
    proof: { by: 'captured', tools: ['Grype 0.99.1, with a vulnerability database of our own'] },
    severity: '`vulnerability.severity`: Critical, High, Medium, Low; Negligible is info, Unknown is unknown',
    confidence: 'none',
    cwe: '`vulnerability.cwes`, which versions before 0.100 do not write (after the source of 0.121)',
    location: 'first of `artifact.locations`, no line; joined to the scanned folder',
    identity: 'id with `relatedVulnerabilities`, package, lockfile',
    incomplete: '`descriptor.db`: an error, or a database that is not valid',
    limits: [
      'What could not be catalogued is said on standard error only.',
      'Matches that the configuration ignores are kept with their suppression.',
      'SARIF does not name the scanned folder (its paths begin there) and has no aliases; Negligible and Unknown are both low there, and read as unknown; its region is always 1:1.',
    ],
  },
  detect({ json }) {
    return Array.isArray(field(json, 'matches')) && field(json, 'descriptor', 'name') === 'grype'
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/matches', '/ignoredMatches')
    const { value } = outline
    const readable = outline.has('/matches')
    const version = asText(field(value, 'descriptor', 'version'))
    yield {
      type: 'run',
      run: {
        tool: 'grype',
        version: version === '[not provided]' ? null : version,
        targets: [],
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) yield notThisFormat(outline, report.name, '/matches', 'There is no list of matches')
    yield* databaseItems(value, report.name)
    const folder = folderOf(field(value, 'source'))
    for (const list of ['/matches', '/ignoredMatches'])
      for (const { value: match, pointer } of outline.elements(list)) {
        const draft = toDraft(match, folder, pointer)
        yield draft === null
          ? badResult(report.name, pointer, 'A match has no vulnerability or package')
          : { type: 'finding', draft }
      }
  },
}

/** Without a valid database nothing can be found. Versions before 0.88 write the error beside the status. */
function* databaseItems(report: unknown, name: string): Generator<ReadItem> {
  const database = field(report, 'descriptor', 'db')
  const error = asText(field(database, 'status', 'error')) ?? asText(field(database, 'error'))
  if (error === null && field(database, 'status', 'valid') !== false) return
  yield {
    type: 'diagnostic',
    diagnostic: {
      level: 'error',
      code: 'no-database',
      message: `The vulnerability database of Grype is not valid: ${error ?? 'no reason given'}`,
      path: name,
      position: '/descriptor/db',
    },
  }
}

/** Paths of a folder's packages begin with `/` at that folder. Null for anything but a folder. */
function folderOf(source: unknown): string | null {
  return asText(field(source, 'type')) === 'directory' ? (asText(field(source, 'target')) ?? '.') : null
}

function toDraft(match: unknown, folder: string | null, pointer: string): FindingDraft | null {
  const vulnerability = field(match, 'vulnerability')
  const artifact = field(match, 'artifact')
  const id = asText(field(vulnerability, 'id'))
  const name = asText(field(artifact, 'name'))
  if (id === null || name === null || name === '') return null
  const version = asText(field(artifact, 'version'))
  const related = asArray(field(match, 'relatedVulnerabilities'))
  const description = [vulnerability, ...related]
    .map((record) => asText(field(record, 'description')))
    .find((text) => text !== null && text !== '')
  const url = asText(field(vulnerability, 'dataSource'))
  const path = asText(field(artifact, 'locations', 0, 'path'))
  const cwes = [vulnerability, ...related].flatMap((record) => asArray(field(record, 'cwes')))
  return {
    kind: 'dependency',
    rule: { id, url, pack: 'grype' },
    message: description ?? `${name} ${version ?? ''}: ${id}`,
    severity: [
      { raw: asText(field(vulnerability, 'severity')), source: 'vulnerability.severity', scale: 'word' },
    ],
    cwe: [...new Set(asTexts(cwes.map((entry) => field(entry, 'cwe'))))],
    region:
      path === null
        ? null
        : {
            path: grypePath(path, folder),
            startLine: null,
            startColumn: null,
            endLine: null,
            endColumn: null,
            unit: 'unknown',
          },
    package: {
      purl:
        asText(field(artifact, 'purl')) || packageUrl(asText(field(artifact, 'type')) ?? '', name, version),
      version,
      fixedVersions: asTexts(field(vulnerability, 'fix', 'versions') ?? []),
      paths: [],
    },
    advisory: {
      id,
      aliases: asTexts(related.map((record) => field(record, 'id'))).filter((alias) => alias !== id),
    },
    suppressions: [
      ...(asText(field(vulnerability, 'fix', 'state')) === 'wont-fix'
        ? [{ kind: 'external', status: 'underReview', justification: 'vendor: will not fix' }]
        : []),
      ...asArray(field(match, 'appliedIgnoreRules')).map((rule) => ({
        kind: 'external',
        status: 'accepted',
        justification: asText(field(rule, 'reason')) || null,
      })),
    ],
    pointer,
  }
}

/** Grype's paths are absolute within what it scanned, which is not the machine's root. */
export function grypePath(path: string, folder: string | null): string {
  const relative = path.replace(/^\/+/, '')
  return folder === null || folder === '.' || folder === ''
    ? relative
    : `${folder.replace(/\/+$/, '')}/${relative}`
}
