import { type Diagnostic, type Finding, SbrError, type ScanRun } from '../../kernel/index.ts'
import { type ByteSource, memorySource } from '../input/byte-source.ts'
import { outlineJson } from '../input/json-outline.ts'
import { type OpenedReport, openReport } from '../input/open-report.ts'
import type { ReportFault } from '../input/report-fault.ts'
import { sketchHead } from '../input/sketch.ts'
import { chooseReader, likelierReader } from './choose-reader.ts'
import type { ReadContext } from './port.ts'
import { type ReportEvent, streamWith } from './stream-report.ts'

/** A report as bytes, and who wrote it where that is known. */
export interface ReportSource {
  /** File name or label, for diagnostics: `bandit.json`, `-`. */
  name: string
  /** In memory, or as something that can be read at any position, such as an open file. */
  bytes: Uint8Array | ByteSource
  /** Name of a reader (`bandit-json`) or of a tool (`bandit`); without it the content decides. */
  reader?: string
}

/** A report whose reader is chosen. `events` may be taken once; it reads as it is asked. */
export interface ReportStream {
  /** Name of the reader that reads it. */
  reader: string
  /** Findings in the report's order, then the runs. */
  events: Iterable<ReportEvent>
}

/**
 * Opens a report to be read as a stream: it is never held whole, whatever its size.
 *
 * @throws SbrError `BAD_USAGE` for an unknown reader name; `BAD_INPUT` where nothing of the report can be
 *   read: it is empty, or of no known format. Taking `events` may throw `BAD_INPUT`, too, at its end.
 */
export function streamReport(report: ReportSource, context: ReadContext = {}): ReportStream {
  const source = report.bytes instanceof Uint8Array ? memorySource(report.bytes) : report.bytes
  const opened = openReport(report.name, source)
  if (opened.isBlank)
    throw new SbrError('BAD_INPUT', `${report.name} is empty: that is not a report without findings`, {
      next: 'Look at what the tool wrote to its standard error.',
    })
  const reader = chooseReader(opened, report.reader)
  if (reader === null) {
    const fault = firstFault(opened)
    throw new SbrError(
      'BAD_INPUT',
      fault === null
        ? `${report.name}: no reader knows this format`
        : `${report.name} cannot be read: ${fault.reason}, at offset ${fault.position}`,
      { next: 'Name the tool with --tool, or ask it for JSON or SARIF.' },
    )
  }
  const likelier = report.reader === undefined ? null : likelierReader(opened, reader)
  return { reader: reader.name, events: streamWith(reader, opened, context, likelier) }
}

/** Why a text that begins as JSON is none, which tells more than that its format is unknown. */
function firstFault({ source }: OpenedReport): ReportFault | null {
  if (!/^\s*[[{]/.test(sketchHead(source).head)) return null
  const faults: ReportFault[] = []
  outlineJson(source, [], (fault) => faults.push(fault))
  return faults.find(({ code }) => code !== 'too-large') ?? null
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
 * @throws SbrError as `streamReport`.
 */
export function readReport(report: ReportSource, context: ReadContext = {}): ReportResult {
  const { reader, events } = streamReport(report, context)
  const findings: Finding[] = []
  const runs: ScanRun[] = []
  for (const event of events)
    if (event.type === 'finding') findings.push(event.finding)
    else runs.push(event.run)
  return { reader, findings, runs, diagnostics: runs.flatMap((run) => run.diagnostics) }
}
