import { asArray, asObject, asText, asTexts, field } from '../../json/access.ts'
import { entries, notThisFormat, undescribedFacts } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, Reader, ReadItem } from '../port.ts'

/**
 * `npm audit --json`: version 6 (`advisories` by number) and 7+ (`auditReportVersion: 2`, keyed by
 * package, `via` holding advisories or names of packages that bring the hole in). A failure is an object
 * with `error` or `message`, never an empty result.
 */
export const npmAuditJson: Reader = {
  name: 'npm-audit-json',
  folder: 'npm-audit',
  format: 'json',
  tools: ['npm-audit'],
  facts: undescribedFacts('npm audit, JSON'),
  detect({ json: value }) {
    if (field(value, 'auditReportVersion') !== undefined) return true
    if (asObject(field(value, 'advisories')) !== null && field(value, 'metadata') !== undefined) return true
    return /^E[A-Z]+$/.test(asText(field(value, 'error', 'code')) ?? '')
  },
  *read(input): Generator<ReadItem> {
    const document = input.outline()
    const { value } = document
    const error = field(value, 'error')
    const now = field(value, 'vulnerabilities')
    const old = field(value, 'advisories')
    const readable = asObject(now) !== null || asObject(old) !== null
    yield {
      type: 'run',
      run: {
        tool: 'npm-audit',
        version: null,
        status: error !== undefined || !readable ? 'failed' : 'complete',
        targets: [],
      },
    }
    if (error !== undefined) {
      const message =
        asText(field(error, 'summary')) ?? asText(field(value, 'message')) ?? asText(field(error, 'code'))
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'tool-error',
          message: message ?? 'npm audit failed',
          path: input.name,
          position: '/error',
        },
      }
    } else if (!readable)
      yield notThisFormat(document, input.name, '/vulnerabilities', 'There are no vulnerabilities listed')
    for (const [name, entry, pointer] of entries(document, now, '/vulnerabilities'))
      for (const [index, via] of asArray(field(entry, 'via')).entries()) {
        // A text names the package that brings the hole in: that package's entry has the advisory.
        if (asObject(via) === null) continue
        yield { type: 'finding', draft: toDraft(name, entry, via, `${pointer}/via/${index}`) }
      }
    for (const [, advisory, pointer] of entries(document, old, '/advisories'))
      yield { type: 'finding', draft: toOldDraft(advisory, pointer) }
  },
}

function toDraft(name: string, entry: unknown, via: unknown, pointer: string): FindingDraft {
  const url = asText(field(via, 'url'))
  const id = /GHSA(?:-[a-z0-9]{4}){3}/i.exec(url ?? '')?.[0] ?? `npm:${asText(field(via, 'source')) ?? name}`
  const vector = asText(field(via, 'cvss', 'vectorString'))
  const fix = field(entry, 'fixAvailable')
  const fixed = asText(field(fix, 'name')) === name ? asText(field(fix, 'version')) : null
  return {
    kind: 'dependency',
    rule: { id, url, pack: 'npm-audit' },
    title: asText(field(via, 'title')),
    message: `${asText(field(via, 'title')) ?? id} in ${name} ${asText(field(via, 'range')) ?? ''}`.trim(),
    severity: [
      { raw: asText(field(via, 'severity')), source: 'via.severity', scale: 'word-info-lowest' },
      { raw: vector, source: 'via.cvss.vectorString', scale: 'cvss-vector' },
    ],
    cwe: asArray(field(via, 'cwe')),
    region: null,
    package: {
      purl: packageUrl('npm', asText(field(via, 'dependency')) ?? name, null),
      version: null,
      fixedVersions: fixed === null ? [] : [fixed],
      paths: asTexts(field(entry, 'nodes') ?? []),
    },
    advisory: { id, aliases: [] },
    pointer,
  }
}

function toOldDraft(advisory: unknown, pointer: string): FindingDraft {
  const name = asText(field(advisory, 'module_name')) ?? 'unknown'
  const ghsa = asText(field(advisory, 'github_advisory_id'))
  const cves = asTexts(field(advisory, 'cves') ?? [])
  const number = `npm:${asText(field(advisory, 'id')) ?? name}`
  const [id = number, ...aliases] = [...(ghsa === null ? [] : [ghsa]), ...cves]
  const found = asArray(field(advisory, 'findings'))
  const version = asText(field(found[0], 'version'))
  const cwe = field(advisory, 'cwe')
  return {
    kind: 'dependency',
    rule: { id, url: asText(field(advisory, 'url')), pack: 'npm-audit' },
    title: asText(field(advisory, 'title')),
    message: asText(field(advisory, 'overview')) ?? asText(field(advisory, 'title')) ?? id,
    severity: [{ raw: asText(field(advisory, 'severity')), source: 'severity', scale: 'word-info-lowest' }],
    cwe: Array.isArray(cwe) ? cwe : [cwe],
    region: null,
    package: {
      purl: packageUrl('npm', name, version),
      version,
      fixedVersions: fixedVersion(asText(field(advisory, 'patched_versions'))),
      paths: found.flatMap((finding) => asTexts(field(finding, 'paths') ?? [])),
    },
    advisory: { id, aliases },
    pointer,
  }
}

/** `>=1.2.3` says the first fixed version; `<0.0.0` says that there is none. */
const fixedVersion = (range: string | null): string[] => {
  const version = /^>=\s*(\S+)$/.exec(range?.trim() ?? '')?.[1]
  return version === undefined ? [] : [version]
}
