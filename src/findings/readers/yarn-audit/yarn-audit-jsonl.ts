import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { badResult } from '../document-faults.ts'
import { isAdvisoryForm } from '../npm-audit/audit-form.ts'
import { advisoryDrafts, advisoryMessage, fixedVersionsOf, ghsaOf } from '../npm-audit/npm-advisory.ts'
import { readNpmAudit } from '../npm-audit/read-npm-audit.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, Reader, ReadItem, ReportInput } from '../port.ts'

/**
 * `yarn audit --json` of Yarn 1 (lines of `{type, data}`, the last an `auditSummary`) and `yarn npm audit
 * --json` of Yarn 4 (lines of `{value, children}`). Yarn 2 and 3 write one document, as npm 6 does.
 */
export const yarnAuditJsonl: Reader = {
  name: 'yarn-audit-jsonl',
  folder: 'yarn-audit',
  format: 'jsonl',
  tools: ['yarn-audit'],
  facts: {
    title: 'Yarn audit, JSON Lines (Yarn 1, 4; named by `--tool`: 2, 3)',
    proof: { by: 'captured', tools: ['Yarn 1.22.22', 'Yarn 3.8.7', 'Yarn 4.18.1'] },
    severity:
      '`severity` of the advisory: critical, high, moderate (medium), low, info; else its CVSS vector',
    confidence: 'none',
    cwe: '`cwe`, a list (Yarn 1); none in Yarn 4',
    location: 'none: the report names no manifest',
    identity: 'none; the advisory is its GHSA id, else `npm:<number>`',
    incomplete: 'Yarn 1: no `auditSummary` at the end, or an `error` line. Yarn 4 cannot',
    limits: [
      'Yarn 1 repeats an advisory for each dependency path: one finding for each advisory and installed version; the numbers of the advisories are remembered.',
      'Yarn 4 writes nothing at all where nothing is found: an empty report is refused, since a failed run leaves one, too.',
      'Yarn 4 lists who asks for a package, not the whole path, and gives no CVE, CWE or CVSS.',
      'Deprecated packages, which Yarn 4 lists in between, are findings of the kind `quality`, with the `moderate` that Yarn gives to all of them.',
    ],
  },
  // One document is npm's by its content; what a person calls Yarn's is read, too.
  detect({ head, json: value }) {
    const line = head.trimStart().split('\n', 1)[0] ?? ''
    return (
      isAdvisoryForm(value) ||
      /^\{"type":"audit(?:Advisory|Action|Summary)"/.test(line) ||
      (line.startsWith('{"type":"') && head.includes('/cli/audit for documentation')) ||
      (line.startsWith('{"value":"') && line.includes('"Tree Versions":'))
    )
  },
  *read(report): Generator<ReadItem> {
    const form = formOf(report)
    if (form === 'document') yield* readNpmAudit(report, 'yarn-audit')
    else yield* readAuditLines(report, form === 'nothing')
  },
}

/** Looks at the lines before the first that decides: notes and errors may stand before it. */
function formOf(report: ReportInput): 'document' | 'lines' | 'nothing' {
  for (const { text } of report.lines()) {
    if (/^\s*\{\s*(?:"actions"|"advisories"|$)/.test(text)) return 'document'
    if (/^\s*\{\s*"(?:type"\s*:\s*"audit|value")/.test(text)) return 'lines'
  }
  return 'nothing'
}

function* readAuditLines(report: ReportInput, failed: boolean): Generator<ReadItem> {
  yield {
    type: 'run',
    run: { tool: 'yarn-audit', version: null, targets: [], ...(failed ? { status: 'failed' as const } : {}) },
  }
  const seen = new Set<string>()
  let isClassic = false
  let hasSummary = false
  let line = ''
  for (const { value, pointer } of report.values()) {
    line = pointer
    const type = asText(field(value, 'type'))
    if (type !== null) isClassic = true
    if (type === 'auditSummary') hasSummary = true
    else if (type === 'auditAdvisory') yield* advisoryItems(value, pointer, report.name, seen)
    else if (type === 'error')
      yield lineDiagnostic('error', 'tool-error', asText(field(value, 'data')), report.name, pointer)
    else if (type === 'warning')
      yield lineDiagnostic('warning', 'tool-warning', asText(field(value, 'data')), report.name, pointer)
    else if (type === null) yield* treeItems(value, pointer, report.name)
  }
  if (isClassic && !hasSummary)
    yield lineDiagnostic(
      'error',
      'no-summary',
      'There is no summary at the end: Yarn did not finish its audit',
      report.name,
      line,
    )
}

const lineDiagnostic = (
  level: 'error' | 'warning',
  code: string,
  message: string | null,
  path: string,
  position: string,
): ReadItem => ({
  type: 'diagnostic',
  // An error of Yarn's carries the stack of its program below the first line.
  diagnostic: { level, code, message: (message ?? 'no message').split('\n', 1)[0] ?? '', path, position },
})

/** Each line has the whole advisory, with all its paths: the first of them tells everything. */
function* advisoryItems(
  value: unknown,
  pointer: string,
  report: string,
  seen: Set<string>,
): Generator<ReadItem> {
  const advisory = field(value, 'data', 'advisory')
  const drafts = advisoryDrafts(advisory, pointer)
  if (drafts === null) {
    yield badResult(report, pointer, 'An advisory names no package')
    return
  }
  const key = asText(field(advisory, 'id')) ?? drafts[0]?.rule.id ?? ''
  if (seen.has(key)) return
  seen.add(key)
  for (const draft of drafts) yield { type: 'finding', draft }
}

/** A row of Yarn 4: one finding for each version in the tree. */
function* treeItems(row: unknown, pointer: string, report: string): Generator<ReadItem> {
  const name = asText(field(row, 'value'))
  const facts = field(row, 'children')
  const number = asText(field(facts, 'ID'))
  if (name === null || name === '' || number === null) {
    yield badResult(report, pointer, 'A line names no package or no advisory')
    return
  }
  const versions = asTexts(field(facts, 'Tree Versions') ?? [])
  for (const version of versions.length > 0 ? versions : [null])
    yield {
      type: 'finding',
      draft: number.endsWith(' (deprecation)')
        ? deprecationDraft(name, facts, version, pointer)
        : treeDraft(name, facts, number, version, pointer),
    }
}

function treeDraft(
  name: string,
  facts: unknown,
  number: string,
  version: string | null,
  pointer: string,
): FindingDraft {
  const url = asText(field(facts, 'URL'))
  const id = ghsaOf(url) ?? `npm:${number}`
  const title = asText(field(facts, 'Issue'))
  const range = asText(field(facts, 'Vulnerable Versions'))
  return {
    kind: 'dependency',
    rule: { id, url, pack: 'npm-audit' },
    title,
    message: advisoryMessage(title ?? id, name, range),
    severity: [{ raw: asText(field(facts, 'Severity')), source: 'Severity', scale: 'word-info-lowest' }],
    region: null,
    package: {
      purl: packageUrl('npm', name, version),
      version,
      fixedVersions: fixedVersionsOf(range),
      paths: dependents(facts).map((dependent) => `${dependent} > ${name}`),
    },
    advisory: { id, aliases: [] },
    pointer,
  }
}

/** Not a hole, and no advisory stands behind it. */
function deprecationDraft(
  name: string,
  facts: unknown,
  version: string | null,
  pointer: string,
): FindingDraft {
  const message = asText(field(facts, 'Issue')) ?? 'This package has been deprecated.'
  return {
    kind: 'quality',
    rule: { id: 'deprecated-package', pack: 'npm-audit' },
    title: `${name} is deprecated`,
    message: `${name} ${version ?? ''}: ${message}`,
    severity: [{ raw: asText(field(facts, 'Severity')), source: 'Severity', scale: 'word-info-lowest' }],
    region: null,
    package: {
      purl: packageUrl('npm', name, version),
      version,
      fixedVersions: [],
      paths: dependents(facts).map((dependent) => `${dependent} > ${name}`),
    },
    pointer,
  }
}

/** `debug@virtual:<hash>#npm:2.1.3::__archiveUrl=…` is debug@2.1.3; `shop@workspace:.` is the project itself. */
function dependents(facts: unknown): string[] {
  const names = asArray(field(facts, 'Dependents'))
    .map(asText)
    .filter((text) => text !== null)
    .map((text) =>
      text
        .replace(/::.*$/, '')
        .replace(/@virtual:[^#]*#/, '@')
        .replace(/@(?:npm|workspace|patch):/, '@')
        .replace(/@\.$/, ''),
    )
  return [...new Set(names)]
}
