import type { Finding } from '../../kernel/index.ts'
import { printable } from '../text/printable.ts'

type Cell = string | number | null

/** Columns by name. New ones go to the end: who reads by position goes on reading. */
const COLUMNS: readonly [name: string, value: (finding: Finding) => Cell][] = [
  ['id', (finding) => finding.id],
  ['kind', (finding) => finding.kind],
  ['tool', (finding) => finding.tool.name],
  ['rule', (finding) => finding.rule.id],
  ['severity', (finding) => finding.severity.level],
  ['confidence', (finding) => finding.confidence.level],
  ['cwe', (finding) => finding.cwe.primary],
  ['path', (finding) => finding.location?.path ?? null],
  ['line', (finding) => finding.location?.startLine ?? null],
  ['package', (finding) => finding.package?.purl ?? null],
  ['advisory', (finding) => finding.advisory?.id ?? null],
  ['title', (finding) => finding.title],
  ['message', (finding) => finding.message],
  ['end_line', (finding) => finding.location?.endLine ?? null],
  ['score', (finding) => finding.severity.score ?? null],
  ['cwes', (finding) => list(finding.cwe.ids.map(String))],
  ['aliases', (finding) => list(finding.advisory?.aliases ?? [])],
  ['fixed_versions', (finding) => list(finding.package?.fixedVersions ?? [])],
  ['suppressed', (finding) => (finding.suppressions.some(isInForce) ? 'yes' : 'no')],
  ['tool_version', (finding) => finding.tool.version],
  ['url', (finding) => finding.rule.url],
  ['run', (finding) => finding.run],
]

/** Several values in one cell. */
const list = (values: readonly string[]): string | null => (values.length === 0 ? null : values.join(' '))

/** A suppression that somebody asked for, or that was refused, suppresses nothing (SARIF 3.35.3). */
const isInForce = ({ status }: Finding['suppressions'][number]): boolean =>
  status !== 'underReview' && status !== 'rejected'

/** The heading row of `toCsvRow`, RFC 4180 with CRLF. */
export const CSV_HEADER = `${COLUMNS.map(([name]) => name).join(',')}\r\n`

/** One finding as a row for people and spreadsheets; line feeds within a cell are written as `\n`. */
export const toCsvRow = (finding: Finding): string =>
  `${COLUMNS.map(([, value]) => cell(value(finding))).join(',')}\r\n`

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection):
 * also after white space, which some of them skip, and in the full-width forms that others fold.
 */
function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const plain = printable(value)
  const text = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text
}
