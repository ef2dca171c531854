import { type Diagnostic, type Finding, SbrError, type ScanRun } from '../../kernel/index.ts'
import { openReport } from '../json/report-input.ts'
import { assembleReport } from './assemble.ts'
import { chooseReader } from './choose-reader.ts'
import { NOT_THIS_FORMAT } from './document-faults.ts'
import type { ReadContext } from './port.ts'

/** A report as bytes, and who wrote it where that is known. */
export interface ReportSource {
  /** File name or label, for diagnostics: `bandit.json`, `-`. */
  name: string
  bytes: Uint8Array
  /** Name of a reader (`bandit-json`) or of a tool (`bandit`); without it the content decides. */
  reader?: string
}

/** Everything that one report holds. */
export interface ReportResult {
  /** Name of the reader that read it. */
  reader: string
  findings: Finding[]
  /** One per run of a tool in the report; a report that could be read has at least one. */
  runs: ScanRun[]
  /** Everything there is to say about the report, runs' diagnostics included. */
  diagnostics: Diagnostic[]
}

/**
 * Reads one report into findings and scan runs, in memory. What is damaged is a diagnostic and leaves
 * its run `partial` or `failed`; what could be read is kept.
 *
 * @throws SbrError `BAD_USAGE` for an unknown reader name; `BAD_INPUT` where nothing of the report can
 *   be read: no known format, too large, nested too deep.
 */
export async function readReport(report: ReportSource, context: ReadContext = {}): Promise<ReportResult> {
  const input = openReport(report.name, report.bytes)
  if (input.text().trim() === '')
    throw new SbrError('BAD_INPUT', `${report.name} is empty: that is not a report without findings`, {
      next: 'Look at what the tool wrote to its standard error.',
    })
  const reader = chooseReader(input, report.reader)
  const { fault, value } = input.json()
  if (reader === null || (reader.format !== 'jsonl' && value === undefined))
    throw new SbrError(
      'BAD_INPUT',
      value === undefined && fault !== null
        ? `${report.name} cannot be read: ${fault.reason}, at offset ${fault.offset}`
        : `${report.name}: no reader knows this format`,
      { next: 'Name the tool with --tool, or ask it for JSON or SARIF.' },
    )
  const result = await assembleReport(reader, input, context)
  const alien = result.diagnostics.find((diagnostic) => diagnostic.code === NOT_THIS_FORMAT)
  if (alien !== undefined && result.findings.length === 0)
    throw new SbrError('BAD_INPUT', `${report.name} is no report for ${reader.name}: ${alien.message}`, {
      next: 'Leave --tool away to have the format found by content.',
    })
  return { reader: reader.name, ...result }
}
