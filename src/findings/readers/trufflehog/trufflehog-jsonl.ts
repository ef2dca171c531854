import { asArray, asInteger, asObject, asText, asTexts, field } from '../../json/access.ts'
import { badResult } from '../document-faults.ts'
import type { FindingDraft, Reader, ReadItem, ReportInput } from '../port.ts'

/**
 * `trufflehog --json`: one secret a line on standard output; on standard error its log, one JSON object a
 * line, too, which alone says whether the scan came to its end. Both may stand in one report (`2>&1`).
 */
export const trufflehogJsonl: Reader = {
  name: 'trufflehog-jsonl',
  folder: 'trufflehog',
  format: 'jsonl',
  tools: ['trufflehog'],
  facts: {
    title: 'TruffleHog, JSON Lines',
    proof: { by: 'captured', tools: ['TruffleHog 3.90.0'] },
    severity: 'none: unknown',
    confidence: '`Verified`: high, the tool has used the secret; otherwise unknown',
    cwe: 'none: CWE-798 for every secret',
    location: 'line, 1-based; no columns',
    identity: 'keyed digest of the secret (`RawV2`, else `Raw`); commit, e-mail and time are personal data',
    incomplete: 'in the log (`2>&1`): an error, or no `finished scanning`',
    limits: [
      'A clean scan writes nothing to standard output, which is not a report: write standard error into the same file (`trufflehog --json … > report.jsonl 2>&1`).',
      'Without the log nothing tells an interrupted scan from a whole one, and there is no version.',
      'In a history lines are those of the commit.',
      'Secrets outside of files (chats, issues) have no place.',
    ],
  },
  detect({ head }) {
    const line = head.trimStart().split('\n', 1)[0] ?? ''
    return (
      line.startsWith('{') &&
      ((line.includes('"SourceMetadata":') && line.includes('"DetectorName":')) ||
        line.includes('"logger":"trufflehog"'))
    )
  },
  *read(report): Generator<ReadItem> {
    const seen = { log: false, finished: false }
    yield { type: 'run', run: { tool: 'trufflehog', version: versionIn(report), targets: [] } }
    for (const { value, pointer } of report.values()) {
      if (asText(field(value, 'msg')) !== null && field(value, 'level') !== undefined) {
        seen.log = true
        if (asText(field(value, 'msg')) === 'finished scanning') seen.finished = true
        yield* readLog(value, report.name, pointer)
        continue
      }
      const draft = toDraft(value, pointer)
      yield draft === null
        ? badResult(report.name, pointer, 'A line is neither a secret nor a line of the log')
        : { type: 'finding', draft }
    }
    if (seen.log && !seen.finished) yield notFinished(report.name)
    if (!seen.log) yield noLog(report.name)
  },
}

/** It stands in the last line of the log: looked for as text, before the lines are read. */
function versionIn(report: ReportInput): string | null {
  for (const { text } of report.lines()) {
    const at = text.startsWith('{"level"') ? text.indexOf('"trufflehog_version":"') : -1
    if (at >= 0) return /^"trufflehog_version":"([^"\\]{1,40})"/.exec(text.slice(at, at + 80))?.[1] ?? null
  }
  return null
}

function toDraft(value: unknown, pointer: string): FindingDraft | null {
  const name = asText(field(value, 'DetectorName'))
  const data = asObject(field(value, 'SourceMetadata', 'Data'))
  if (name === null || data === null) return null
  // One entry, named after the kind of source: `Filesystem`, `Git`, `Github`.
  const source = Object.values(data)[0]
  const path = asText(field(source, 'file'))
  const line = asInteger(field(source, 'line'))
  const secret = asText(field(value, 'RawV2')) || asText(field(value, 'Raw')) || null
  const verified = field(value, 'Verified') === true
  const description = asText(field(value, 'DetectorDescription')) || `Secret of the kind ${name}`
  return {
    kind: 'secret',
    rule: { id: name, pack: 'trufflehog' },
    title: `${name} secret${verified ? ', verified' : ''}`,
    message: verified ? `${description} TruffleHog has used it: it is valid.` : description,
    severity: [],
    confidence: verified ? 'high' : null,
    cwe: [798],
    region:
      path === null || path === ''
        ? null
        : { path, startLine: line, startColumn: null, endLine: line, endColumn: null, unit: 'utf8' },
    ...(secret === null ? {} : { secret }),
    pointer,
  }
}

/** Errors of the log. Their texts may name a file that could not be read. */
function* readLog(entry: unknown, report: string, pointer: string): Generator<ReadItem> {
  if (asText(field(entry, 'level')) !== 'error') return
  const reasons = [...asTexts(asArray(field(entry, 'errors'))), ...asTexts(field(entry, 'error'))]
  for (const reason of reasons) {
    const path = /^(?:lstat|stat|open|read) (.+?): /.exec(reason)?.[1]
    if (path !== undefined) yield { type: 'target', path, status: 'failed', reason }
  }
  yield {
    type: 'diagnostic',
    diagnostic: {
      level: 'error',
      code: 'scan-error',
      message: [asText(field(entry, 'msg')) ?? 'error', ...reasons].join(': '),
      path: report,
      position: pointer,
    },
  }
}

const notFinished = (path: string): ReadItem => ({
  type: 'diagnostic',
  diagnostic: {
    level: 'error',
    code: 'not-finished',
    message: 'The log does not say that the scan came to its end',
    path,
  },
})

const noLog = (path: string): ReadItem => ({
  type: 'diagnostic',
  diagnostic: {
    level: 'note',
    code: 'no-log',
    message:
      'The log of the scan (standard error) is not in the report: whether it came to its end is not known',
    path,
  },
})
