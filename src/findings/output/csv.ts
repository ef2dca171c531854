import type { Finding } from '../../kernel/index.ts'
import { printable } from '../text/printable.ts'

const COLUMNS: readonly [name: string, value: (finding: Finding) => string | number | null][] = [
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
]

/** The heading row of `toCsvRow`, RFC 4180 with CRLF. */
export const CSV_HEADER = `${COLUMNS.map(([name]) => name).join(',')}\r\n`

/** One finding as a row for people and spreadsheets. */
export const toCsvRow = (finding: Finding): string =>
  `${COLUMNS.map(([, value]) => cell(value(finding))).join(',')}\r\n`

/** A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). */
function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const plain = printable(value)
  const text = /^[=+\-@]/.test(plain) ? `'${plain}` : plain
  return /[",]/.test(text) || text !== plain ? `"${text.replaceAll('"', '""')}"` : text
}
