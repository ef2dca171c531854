import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { badResult, elements, notThisFormat, plainElements, undescribedFacts } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, Reader, ReadItem } from '../port.ts'

/** retire.js JSON: a file, the libraries recognised in it, their vulnerabilities. Files without a library are not listed. */
export const retireJson: Reader = {
  name: 'retire-json',
  folder: 'retire',
  format: 'json',
  tools: ['retire'],
  facts: undescribedFacts('retire.js, JSON'),
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
  *read(input): Generator<ReadItem> {
    const document = input.outline()
    const { value } = document
    const base = Array.isArray(value) ? '' : '/data'
    const data = Array.isArray(value) ? value : field(value, 'data')
    const version = asText(field(value, 'version'))
    yield {
      type: 'run',
      run: {
        tool: 'retire',
        version,
        targets: [],
        ...(Array.isArray(data) ? {} : { status: 'failed' as const }),
      },
    }
    if (!Array.isArray(data)) {
      yield notThisFormat(document, input.name, base, 'There is no list of files')
      return
    }
    for (const [error, pointer] of elements(document, field(value, 'errors'), '/errors'))
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'tool-error',
          message: asText(error) ?? asText(field(error, 'message')) ?? 'error',
          path: input.name,
          position: pointer,
        },
      }
    for (const [file, filePointer] of plainElements(data, base)) {
      const path = asText(field(file, 'file'))
      if (path !== null) yield { type: 'target', path, status: 'scanned' }
      for (const [library, libraryPointer] of plainElements(field(file, 'results'), `${filePointer}/results`))
        for (const [hole, pointer] of elements(
          document,
          field(library, 'vulnerabilities'),
          `${libraryPointer}/vulnerabilities`,
        )) {
          const draft = toDraft(path, library, hole, pointer)
          yield draft === null
            ? badResult(input.name, pointer, 'A library has no name')
            : { type: 'finding', draft }
        }
    }
  },
}

function toDraft(path: string | null, library: unknown, hole: unknown, pointer: string): FindingDraft | null {
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
    region:
      path === null
        ? null
        : { path, startLine: null, startColumn: null, endLine: null, endColumn: null, unit: 'unknown' },
    package: {
      purl: packageUrl('npm', component, version),
      version,
      fixedVersions: below === null ? [] : [below],
      paths: path === null ? [] : [path],
    },
    advisory: { id, aliases },
    pointer,
  }
}
