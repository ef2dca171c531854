import { parseCwe } from '../../cwe/parse-cwe.ts'
import { asInteger } from '../../json/access.ts'
import { badResult, NOT_THIS_FORMAT } from '../document-faults.ts'
import type { FindingDraft, Reader, ReadItem } from '../port.ts'
import { csvRecords } from './csv-records.ts'
import { flawfinderSeverity } from './flawfinder-level.ts'

/** Columns that every version has; later ones add `ToolVersion`, `RuleId`, `HelpUri`. */
const HEADER = /^"?File"?,"?Line"?,"?Column"?,(?:"?DefaultLevel"?,)?"?Level"?,"?Category"?,"?Name"?,/

/**
 * Flawfinder's CSV. What the tool says about files that it skips stands between the header and the records,
 * as plain text.
 */
export const flawfinderCsv: Reader = {
  name: 'flawfinder-csv',
  folder: 'flawfinder',
  format: 'csv',
  tools: ['flawfinder'],
  facts: {
    title: 'Flawfinder, CSV',
    proof: { by: 'captured', tools: ['Flawfinder 2.0.20'] },
    severity: '`Level`, the risk: 5 critical, 4 high, 3 medium, 2 and 1 low, 0 info',
    confidence: 'none',
    cwe: '`CWEs`, such as `CWE-119!/CWE-120`: all of them',
    location: 'Code points, 1-based; there is no end',
    identity: 'None: `Fingerprint` digests the text of the line, the same for all hits on all such lines',
    incomplete: 'Lines of text amid the records name files with encoding errors, which are skipped',
    limits: [
      'A clean report names no version.',
      'Files that were scanned are not listed.',
      'Hits that a comment (`Flawfinder: ignore`) suppresses are not in the report.',
      'Missing files are told on the error output only.',
    ],
  },
  detect: ({ head }) => HEADER.test(head),
  *read(report): Generator<ReadItem> {
    const records = csvRecords(report.lines())
    const header = records.next().value
    const columns = header !== undefined && HEADER.test(header.text) ? wholeHeader(header.values) : null
    yield {
      type: 'run',
      run: {
        tool: 'flawfinder',
        version: columns === null ? null : versionOf(csvRecords(report.lines()), columns),
        targets: [],
        ...(columns === null ? { status: 'failed' as const } : {}),
      },
    }
    if (columns === null) {
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: NOT_THIS_FORMAT,
          message: 'There is no header with the columns of Flawfinder',
          path: report.name,
          position: 'line:1',
        },
      }
      return
    }
    let isExplaining = false
    for (const { values, text, line } of records) {
      const skipped = SKIPPED.exec(text)
      if (skipped !== null) {
        isExplaining = skipped[2] !== undefined
        yield* skippedFile(skipped[1] ?? '', text, report.name, line)
        continue
      }
      const draft = values === null ? null : toDraft(values, columns, line)
      if (draft !== null) yield { type: 'finding', draft }
      // Advice on encodings follows each skipped file, up to this sentence.
      else if (!isExplaining && text.trim() !== '')
        yield badResult(report.name, `line:${line}`, 'A line is no whole record')
      if (END_OF_ADVICE.test(text) || draft !== null) isExplaining = false
    }
  },
}

/** The columns, where the header ends as that of some version does. */
function wholeHeader(values: string[] | null): string[] | null {
  return values?.at(-1) === 'HelpUri' || values?.at(-1) === 'Fingerprint' ? values : null
}

/** What the tool prints where it cannot read a file; version 2.0.10 stopped there, later ones go on. */
const SKIPPED = /^(?:Warning|Error): (?:encoding error in|failed to open) (.+?)( -- skipping file\.)?$/
const END_OF_ADVICE = /^For more information, see the documentation\.$/

function* skippedFile(path: string, message: string, report: string, line: number): Generator<ReadItem> {
  yield { type: 'target', path, status: 'failed', reason: message }
  yield {
    type: 'diagnostic',
    diagnostic: { level: 'error', code: 'target-failed', message, path: report, position: `line:${line}` },
  }
}

/** How many lines are searched for the first record, which names the version. */
const VERSION_WITHIN = 200

function versionOf(records: Iterable<{ values: string[] | null; line: number }>, columns: readonly string[]) {
  const at = columns.indexOf('ToolVersion')
  for (const { values, line } of records) {
    if (line > VERSION_WITHIN || at < 0) return null
    const value = values?.length === columns.length ? values[at] : undefined
    if (value !== undefined && /^\d+(?:\.\d+)+$/.test(value)) return value
  }
  return null
}

/** null where it is no record, or one that was cut: its last column must be whole. */
function toDraft(values: readonly string[], columns: readonly string[], line: number): FindingDraft | null {
  if (values.length !== columns.length) return null
  const cell = (column: string): string => values[columns.indexOf(column)] ?? ''
  const startLine = asInteger(cell('Line'))
  const name = `${cell('Category')}/${cell('Name')}`
  const rule = cell('RuleId') || name
  if (startLine === null || cell('File') === '' || !isWholeEnd(columns, values, rule)) return null
  return {
    kind: 'static',
    rule: { id: rule, name, url: cell('HelpUri') || null, pack: 'flawfinder' },
    message: cell('Warning'),
    severity: [flawfinderSeverity(asInteger(cell('Level')), 'Level')],
    cwe: cell('CWEs')
      .split('/')
      .filter((text) => parseCwe(text) !== null),
    region: {
      path: cell('File'),
      startLine,
      startColumn: asInteger(cell('Column')),
      endLine: startLine,
      endColumn: null,
      unit: 'codepoint',
    },
    pointer: `line:${line}`,
  }
}

/** A report that ends in the middle of its last column has all columns: only their form tells. */
function isWholeEnd(columns: readonly string[], values: readonly string[], rule: string): boolean {
  const last = values.at(-1) ?? ''
  if (columns.at(-1) === 'HelpUri') return last.endsWith('.html') || last.endsWith(`#${rule}`)
  return columns.at(-1) !== 'Fingerprint' || /^[0-9a-f]{64}$/.test(last)
}
