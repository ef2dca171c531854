import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { badResult, elements, notThisFormat, undescribedFacts } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, Reader, ReadItem, SeverityClaim } from '../port.ts'

/**
 * `snyk test --json`: one project, or a list of them. Snyk lists a hole once for each dependency path;
 * the paths of one package, version and advisory are one finding here.
 */
export const snykJson: Reader = {
  name: 'snyk-json',
  folder: 'snyk',
  format: 'json',
  tools: ['snyk'],
  facts: undescribedFacts('snyk test, JSON'),
  detect({ json: value }) {
    const first = Array.isArray(value) ? field(value, 0) : value
    return (
      (Array.isArray(field(first, 'vulnerabilities')) && field(first, 'ok') !== undefined) ||
      (field(first, 'ok') === false && typeof field(first, 'error') === 'string')
    )
  },
  *read(input): Generator<ReadItem> {
    const document = input.outline()
    const { value } = document
    const projects = Array.isArray(value) ? value : [value]
    for (const [index, project] of projects.entries()) {
      const base = Array.isArray(value) ? `/${index}` : ''
      const holes = field(project, 'vulnerabilities')
      const path = asText(field(project, 'displayTargetFile'))
      yield {
        type: 'run',
        run: {
          tool: 'snyk',
          version: null,
          status: Array.isArray(holes) ? 'complete' : 'failed',
          targets: path === null ? [] : [{ path, status: Array.isArray(holes) ? 'scanned' : 'failed' }],
        },
      }
      const error = asText(field(project, 'error'))
      if (error !== null)
        yield {
          type: 'diagnostic',
          diagnostic: {
            level: 'error',
            code: 'tool-error',
            message: error,
            path: input.name,
            position: `${base}/error`,
          },
        }
      else if (!Array.isArray(holes))
        yield notThisFormat(
          document,
          input.name,
          `${base}/vulnerabilities`,
          'There is no list of vulnerabilities',
        )
      yield* mergePaths(
        elements(document, holes, `${base}/vulnerabilities`),
        path,
        asText(field(project, 'packageManager')) ?? '',
        input.name,
      )
    }
  },
}

function* mergePaths(
  holes: Iterable<[unknown, string]>,
  path: string | null,
  manager: string,
  report: string,
): Generator<ReadItem> {
  const merged = new Map<string, FindingDraft>()
  for (const [hole, pointer] of holes) {
    const draft = toDraft(hole, pointer, path, manager)
    if (draft === null) {
      yield badResult(report, pointer, 'A vulnerability has no id or package')
      continue
    }
    const key = JSON.stringify([draft.rule.id, draft.package?.purl])
    const known = merged.get(key)
    if (known === undefined) merged.set(key, draft)
    else known.package?.paths.push(...(draft.package?.paths ?? []))
  }
  for (const draft of merged.values()) yield { type: 'finding', draft }
}

function toDraft(hole: unknown, pointer: string, path: string | null, manager: string): FindingDraft | null {
  const id = asText(field(hole, 'id'))
  const name =
    asText(field(hole, 'packageName')) ?? asText(field(hole, 'moduleName')) ?? asText(field(hole, 'name'))
  if (id === null || name === null || name === '') return null
  const version = asText(field(hole, 'version'))
  const names = [
    ...asTexts(field(hole, 'identifiers', 'CVE') ?? []),
    ...asTexts(field(hole, 'identifiers', 'GHSA') ?? []),
  ]
  const vector: SeverityClaim = { raw: asText(field(hole, 'CVSSv3')), source: 'CVSSv3', scale: 'cvss-vector' }
  return {
    kind: asText(field(hole, 'type')) === 'license' ? 'license' : 'dependency',
    rule: { id, url: asText(field(hole, 'url')), pack: 'snyk' },
    title: asText(field(hole, 'title')),
    message: `${asText(field(hole, 'title')) ?? id} in ${name} ${version ?? ''}`.trim(),
    severity: [
      { raw: asText(field(hole, 'severity')), source: 'severity', scale: 'word-info-lowest' },
      vector,
      { raw: asText(field(hole, 'cvssScore')), source: 'cvssScore', scale: 'cvss-score' },
    ],
    cwe: asArray(field(hole, 'identifiers', 'CWE')),
    region:
      path === null
        ? null
        : { path, startLine: null, startColumn: null, endLine: null, endColumn: null, unit: 'unknown' },
    package: {
      purl: packageUrl(asText(field(hole, 'packageManager')) ?? manager, name, version),
      version,
      fixedVersions: asTexts(field(hole, 'fixedIn') ?? []),
      paths: [asTexts(field(hole, 'from') ?? []).join(' > ')].filter((text) => text !== ''),
    },
    advisory: { id, aliases: names },
    pointer,
  }
}
