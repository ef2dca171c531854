import { asArray, asInteger, asObject, asText, field } from '../../json/access.ts'
import { badResult, elements, faultsOf, notThisFormat } from '../document-faults.ts'
import type { FindingDraft, Reader, ReadItem } from '../port.ts'

/**
 * Bandit's JSON. Columns are 0-based UTF-8 bytes (Python's `ast`), lines 1-based. `line_number` may be
 * the line of one argument: the region is `line_range`, to which the columns belong.
 */
export const banditJson: Reader = {
  name: 'bandit-json',
  format: 'json',
  tools: ['bandit'],
  detect(input) {
    const { value } = input.json()
    if (field(value, 'metrics') === undefined && !input.head.includes('"test_id"')) return false
    return (
      Array.isArray(field(value, 'results')) &&
      (asObject(field(value, 'metrics', '_totals')) !== null ||
        field(value, 'results', 0, 'test_id') !== undefined)
    )
  },
  *read(input): Generator<ReadItem> {
    const document = input.json()
    const { value } = document
    const results = field(value, 'results')
    yield {
      type: 'run',
      run: {
        tool: 'bandit',
        version: versionOf(results),
        targets: targetsOf(value),
        ...(Array.isArray(results) ? {} : { status: 'failed' as const }),
      },
    }
    yield* faultsOf(document, input.name)
    if (!Array.isArray(results)) {
      yield notThisFormat(document, input.name, '/results', 'There is no list of results')
      return
    }
    for (const error of asArray(field(value, 'errors'))) {
      const path = asText(field(error, 'filename')) ?? ''
      const reason = asText(field(error, 'reason')) ?? 'not scanned'
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'target-failed',
          message: `${path}: ${reason}`,
          path: input.name,
        },
      }
    }
    for (const [result, pointer] of elements(document, results, '/results')) {
      const draft = toDraft(result, pointer)
      yield draft === null
        ? badResult(input.name, pointer, 'A result has no rule or file')
        : { type: 'finding', draft }
    }
  },
}

/** Bandit's report does not say its version; the addresses of its documentation do. */
function versionOf(results: unknown): string | null {
  const address = asText(field(results, 0, 'more_info')) ?? ''
  return /\/en\/(\d+\.\d+\.\d+)\//.exec(address)?.[1] ?? null
}

/** Files in `metrics` were opened; those in `errors` were not parsed. */
function targetsOf(report: unknown) {
  const scanned = Object.keys(asObject(field(report, 'metrics')) ?? {})
    .filter((path) => path !== '_totals')
    .map((path) => ({ path, status: 'scanned' as const }))
  const failed = asArray(field(report, 'errors')).flatMap((error) => {
    const path = asText(field(error, 'filename'))
    return path === null
      ? []
      : [{ path, status: 'failed' as const, reason: asText(field(error, 'reason')) ?? 'error' }]
  })
  return [...scanned, ...failed]
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
