import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { badResult, notThisFormat, plainElements } from '../document-faults.ts'
import { atVersion, packageUrl } from '../package-url.ts'
import type { FindingDraft, JsonOutline, Reader, ReadItem } from '../port.ts'

/**
 * retire.js JSON: a file, the libraries recognised in it, their vulnerabilities; `jsonsimple` is the bare
 * list of files. Files without a library are not listed.
 */
export const retireJson: Reader = {
  name: 'retire-json',
  folder: 'retire',
  format: 'json',
  tools: ['retire'],
  facts: {
    title: 'retire.js, JSON',
    proof: { by: 'captured', tools: ['retire.js 5.7.0'] },
    severity: '`severity`: critical, high, medium, low',
    confidence: 'none',
    cwe: '`cwe`, a list',
    location: 'the file that holds the library; no line',
    identity: "none; the advisory is the CVE id, else the GHSA id, else a name made of retire's own number",
    incomplete: '`errors[]`: files that did not parse count as failed',
    limits: [
      'Only files with a vulnerable library are listed: the report does not say what else was scanned.',
      '`jsonsimple` has neither errors nor version.',
      'A library without a package of its own gets a package URL by its name in retire.',
    ],
  },
  detect({ json: value }) {
    const data = Array.isArray(value) ? value : field(value, 'data')
    if (!Array.isArray(data)) return false
    if (data.length === 0)
      return (
        field(value, 'vulnerabilityRepositories') !== undefined ||
        (field(value, 'start') !== undefined && field(value, 'time') !== undefined)
      )
    return field(data, 0, 'results', 0, 'component') !== undefined
  },
  *read(report): Generator<ReadItem> {
    // A bare list is kept without what its files list.
    const outline = report.outline('/data', '/errors', '/*/results')
    const { value } = outline
    const readable = outline.has('/data') || Array.isArray(value)
    yield {
      type: 'run',
      run: {
        tool: 'retire',
        version: asText(field(value, 'version')),
        targets: [],
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) {
      yield notThisFormat(outline, report.name, '/data', 'There is no list of files')
      return
    }
    for (const { value: error, pointer } of outline.elements('/errors'))
      yield* errorItems(error, pointer, report.name)
    if (outline.has('/data'))
      for (const { value: file, pointer } of outline.elements('/data'))
        yield* fileItems(
          file,
          pointer,
          plainElements(field(file, 'results'), `${pointer}/results`),
          report.name,
        )
    for (const [file, pointer] of plainElements(value, ''))
      yield* fileItems(file, pointer, elementsOf(outline, `${pointer}/results`), report.name)
  },
}

function* elementsOf(outline: JsonOutline, pointer: string): Generator<[unknown, string]> {
  for (const element of outline.elements(pointer)) yield [element.value, element.pointer]
}

/** `Failed to scan FILE: reason` and `Could not parse file: FILE` name the file, other errors nothing. */
function* errorItems(error: unknown, pointer: string, report: string): Generator<ReadItem> {
  const message = asText(error) ?? asText(field(error, 'message')) ?? 'error'
  const [, failed, reason] = /^Failed to scan (.+?): (.*)$/s.exec(message) ?? []
  const path = failed ?? /^Could not parse file: (.+)$/s.exec(message)?.[1]
  if (path !== undefined)
    yield { type: 'target', path, status: 'failed', reason: reason ?? 'could not be parsed' }
  yield {
    type: 'diagnostic',
    diagnostic: { level: 'error', code: 'tool-error', message, path: report, position: pointer },
  }
}

function* fileItems(
  file: unknown,
  pointer: string,
  libraries: Iterable<[unknown, string]>,
  report: string,
): Generator<ReadItem> {
  const path = asText(field(file, 'file'))
  if (path === null) {
    yield badResult(report, pointer, 'A result names no file')
    return
  }
  yield { type: 'target', path, status: 'scanned' }
  // A deep scan lists a library again that it recognises in another way.
  const seen = new Set<string>()
  for (const [library, at] of libraries)
    for (const [hole, holeAt] of plainElements(field(library, 'vulnerabilities'), `${at}/vulnerabilities`)) {
      const draft = toDraft(path, library, hole, holeAt)
      if (draft === null) {
        yield badResult(report, holeAt, 'A library has no name')
        continue
      }
      const key = JSON.stringify([draft.rule.id, draft.package?.purl])
      if (seen.has(key)) continue
      seen.add(key)
      yield { type: 'finding', draft }
    }
}

function toDraft(path: string, library: unknown, hole: unknown, pointer: string): FindingDraft | null {
  const component = asText(field(library, 'npmname')) ?? asText(field(library, 'component'))
  if (component === null || component === '') return null
  const version = asText(field(library, 'version'))
  const identifiers = field(hole, 'identifiers')
  const links = asTexts(field(hole, 'info') ?? [])
  const names = [
    ...asTexts(field(identifiers, 'CVE') ?? []),
    ...asTexts(field(identifiers, 'githubID') ?? []),
    ...asTexts(field(identifiers, 'retid') ?? []).map((id) => `retire:${component}:${id}`),
  ]
  // Old entries have an issue's number only, or nothing but a link.
  const [
    id = `retire:${component}:${asText(field(identifiers, 'bug')) ?? asText(field(identifiers, 'issue')) ?? links[0] ?? asText(field(hole, 'below')) ?? ''}`,
    ...aliases
  ] = names
  const summary = asText(field(identifiers, 'summary'))
  const below = asText(field(hole, 'below'))
  return {
    kind: 'dependency',
    rule: { id, url: links[0] ?? null, pack: 'retire' },
    title: summary === null ? null : (summary.split('\n')[0] ?? null),
    message: summary ?? `${component} ${version ?? ''} has a known vulnerability`,
    severity: [{ raw: asText(field(hole, 'severity')), source: 'severity', scale: 'word-info-lowest' }],
    cwe: asArray(field(hole, 'cwe')),
    region: { path, startLine: null, startColumn: null, endLine: null, endColumn: null, unit: 'unknown' },
    package: {
      purl: libraryUrl(library, component, version),
      version,
      fixedVersions: below === null ? [] : [below],
      paths: [path],
    },
    advisory: { id, aliases },
    pointer,
  }
}

/** Libraries that are no npm package have a package URL of their own in newer data: `pkg:github/scaron/prettyphoto`. */
function libraryUrl(library: unknown, component: string, version: string | null): string {
  const base = asText(field(library, 'basePurl')) ?? ''
  return /^pkg:[a-z]+\/[\w.%/-]+$/.test(base)
    ? `${base}${atVersion(version)}`
    : packageUrl('npm', component, version)
}
