import { asArray, asInteger, asObject, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { FindingDraft, JsonOutline, Reader, ReadItem } from '../port.ts'

/**
 * Bandit's JSON. Columns are 0-based UTF-8 bytes (Python's `ast`), lines 1-based. `line_number` may be
 * the line of one argument: the region is `line_range`, to which the columns belong.
 */
export const banditJson: Reader = {
  name: 'bandit-json',
  format: 'json',
  folder: 'bandit',
  tools: ['bandit'],
  facts: {
    title: 'Bandit, JSON',
    proof: { by: 'captured', tools: ['Bandit 1.9.4'] },
    severity: '`issue_severity`: HIGH, MEDIUM, LOW; UNDEFINED is unknown',
    confidence: '`issue_confidence`',
    cwe: '`issue_cwe.id`; absent in reports of old versions',
    location: 'UTF-8 bytes, 0-based, end exclusive; the region is `line_range`',
    identity: 'none',
    incomplete: '`errors[]`: the file counts as failed',
    limits: [
      'Results that `# nosec` suppresses are not in the report.',
      'The version stands in the addresses of the documentation only: an empty report has none.',
      'An end column may belong to another line than the last: then there is none.',
    ],
  },
  detect({ json: value }) {
    return (
      Array.isArray(field(value, 'results')) &&
      (asObject(field(value, 'metrics', '_totals')) !== null ||
        field(value, 'results', 0, 'test_id') !== undefined)
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/results', '/errors')
    const readable = outline.has('/results')
    yield {
      type: 'run',
      run: {
        tool: 'bandit',
        version: versionOf(outline),
        targets: scannedTargets(outline.value),
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) {
      yield notThisFormat(outline, report.name, '/results', 'There is no list of results')
      return
    }
    for (const { value: error, pointer } of outline.elements('/errors')) {
      const path = asText(field(error, 'filename')) ?? ''
      const reason = asText(field(error, 'reason')) ?? 'not scanned'
      if (path !== '') yield { type: 'target', path, status: 'failed', reason }
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'target-failed',
          message: `${path}: ${reason}`,
          path: report.name,
          position: pointer,
        },
      }
    }
    for (const { value: result, pointer } of outline.elements('/results')) {
      const draft = toDraft(result, pointer)
      yield draft === null
        ? badResult(report.name, pointer, 'A result has no rule or file')
        : { type: 'finding', draft }
    }
  },
}

/** Bandit's report does not say its version; the addresses of its documentation do. */
function versionOf(outline: JsonOutline): string | null {
  for (const { value } of outline.elements('/results'))
    return /\/en\/(\d+\.\d+\.\d+)\//.exec(asText(field(value, 'more_info')) ?? '')?.[1] ?? null
  return null
}

/** Files in `metrics` were opened; those in `errors` were not parsed. */
function scannedTargets(report: unknown) {
  return Object.keys(asObject(field(report, 'metrics')) ?? {})
    .filter((path) => path !== '_totals')
    .map((path) => ({ path, status: 'scanned' as const }))
}

function toDraft(result: unknown, pointer: string): FindingDraft | null {
  const id = asText(field(result, 'test_id'))
  const path = asText(field(result, 'filename'))
  if (id === null || path === null) return null
  const lines = asArray(field(result, 'line_range'))
    .map(asInteger)
    .filter((line) => line !== null)
  const line = asInteger(field(result, 'line_number'))
  // Reduced, not spread: a hostile list may be longer than a call's arguments can be.
  const startLine =
    lines.reduce<number | null>((least, next) => (least === null || next < least ? next : least), null) ??
    line
  const endLine =
    lines.reduce<number | null>((most, next) => (most === null || next > most ? next : most), null) ?? line
  return {
    kind: 'static',
    rule: {
      id,
      name: asText(field(result, 'test_name')),
      url: asText(field(result, 'more_info')),
      pack: 'bandit',
    },
    message: asText(field(result, 'issue_text')) ?? '',
    severity: [{ raw: asText(field(result, 'issue_severity')), source: 'issue_severity', scale: 'word' }],
    confidence: asText(field(result, 'issue_confidence')),
    cwe: [field(result, 'issue_cwe')],
    region: {
      path,
      startLine,
      startColumn: fromZero(field(result, 'col_offset')),
      endLine,
      endColumn: fromZero(field(result, 'end_col_offset')),
      unit: 'utf8',
    },
    pointer,
  }
}

function fromZero(value: unknown): number | null {
  const column = asInteger(value)
  return column === null || column < 0 ? null : column + 1
}
