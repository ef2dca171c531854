import { asObject, asText, asTexts, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, ReadItem, ReportInput } from '../port.ts'
import { auditError } from './audit-error.ts'
import { advisoryDrafts, advisoryMessage, cweValues, fixedVersionsOf, ghsaOf } from './npm-advisory.ts'

/** Reads both forms of an audit report, under the name of the tool that wrote it. */
export function* readNpmAudit(report: ReportInput, tool: string): Generator<ReadItem> {
  const outline = report.outline('/vulnerabilities', '/advisories')
  const failed = field(outline.value, 'error') !== undefined
  const readable = outline.has('/vulnerabilities') || outline.has('/advisories')
  yield {
    type: 'run',
    run: { tool, version: null, targets: [], ...(failed || !readable ? { status: 'failed' as const } : {}) },
  }
  if (failed) yield auditError(outline.value, report.name)
  else if (!readable)
    yield notThisFormat(outline, report.name, '/vulnerabilities', 'There are no vulnerabilities listed')
  for (const { key, value, pointer } of outline.elements('/vulnerabilities'))
    yield* packageItems(key, value, pointer, report.name)
  for (const { value, pointer } of outline.elements('/advisories')) {
    const drafts = advisoryDrafts(value, pointer)
    if (drafts === null) yield badResult(report.name, pointer, 'An advisory names no package')
    else for (const draft of drafts) yield { type: 'finding', draft }
  }
}

/** A package of npm 7 and later: `via` holds advisories, or names of the packages that bring the hole in. */
function* packageItems(name: string, entry: unknown, pointer: string, report: string): Generator<ReadItem> {
  const list = field(entry, 'via')
  if (!Array.isArray(list)) {
    yield badResult(report, pointer, 'A package does not say by what it is vulnerable')
    return
  }
  // The entry of the package that a text names has the advisory.
  for (const [index, via] of list.entries())
    if (asObject(via) !== null)
      yield { type: 'finding', draft: toDraft(name, entry, via, `${pointer}/via/${index}`) }
    else if (typeof via !== 'string') yield badResult(report, `${pointer}/via/${index}`, 'Not an advisory')
}

function toDraft(key: string, entry: unknown, via: unknown, pointer: string): FindingDraft {
  const name = asText(field(via, 'dependency')) ?? asText(field(via, 'name')) ?? key
  const url = asText(field(via, 'url'))
  const id = ghsaOf(url) ?? `npm:${asText(field(via, 'source')) ?? name}`
  const title = asText(field(via, 'title'))
  const range = asText(field(via, 'range'))
  const fixed = fixedVersionsOf(range)
  const offer = field(entry, 'fixAvailable')
  const offered = asText(field(offer, 'name')) === name ? asText(field(offer, 'version')) : null
  return {
    kind: 'dependency',
    rule: { id, url, pack: 'npm-audit' },
    title,
    message: advisoryMessage(title ?? id, name, range),
    severity: [
      { raw: asText(field(via, 'severity')), source: 'via.severity', scale: 'word-info-lowest' },
      {
        raw: asText(field(via, 'cvss', 'vectorString')),
        source: 'via.cvss.vectorString',
        scale: 'cvss-vector',
      },
    ],
    cwe: cweValues(field(via, 'cwe')),
    region: null,
    package: {
      purl: packageUrl('npm', name, null),
      version: null,
      // What npm offers is the newest version, not the first without the hole: it counts where that is unknown.
      fixedVersions: fixed.length > 0 || offered === null ? fixed : [offered],
      paths: asTexts(field(entry, 'nodes') ?? []),
    },
    advisory: { id, aliases: [] },
    pointer,
  }
}
