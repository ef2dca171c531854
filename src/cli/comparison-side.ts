import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import {
  type ReadContext,
  type ReportEvent,
  readFully,
  type ScanSide,
  streamReport,
} from '../findings/index.ts'
import { FindingSchema, SbrError, type ScanReport, ScanRunSchema } from '../kernel/index.ts'
import { type OpenReportFile, openReportFile } from './report-file.ts'

/** One side of a comparison: a report of any format that can be read, or what `sbr scan --json` printed. */
export interface ComparisonSide {
  name: string
  /** Findings in the report's order, then its runs. May be taken more than once. */
  events(): Iterable<ReportEvent>
  close(): void
}

export interface SideOptions {
  /** Reader or tool that wrote the report, where its content does not say. */
  tool?: string | undefined
  /**
   * Findings of which nothing says how their scan ended (JSON Lines without run lines): is it taken for
   * complete? Default: no, so that it closes nothing.
   */
  assumeComplete?: boolean | undefined
}

/**
 * Opens a side for reading.
 *
 * @throws SbrError `BAD_INPUT` where it cannot be read; `BAD_USAGE` for an unknown reader.
 */
export async function openComparisonSide(
  path: string,
  readContext: ReadContext,
  { tool, assumeComplete = false }: SideOptions = {},
): Promise<ComparisonSide> {
  const file = await openReportFile(path)
  try {
    const scan = tool === undefined ? readScanReport(file) : null
    if (scan !== null) return { name: path, events: () => eventsOf(scan), close: file.close }
    const open = () =>
      streamReport({ name: path, bytes: file, ...(tool === undefined ? {} : { reader: tool }) }, readContext)
    // Chooses the reader now: a report that nobody can read is told before anything is compared.
    const { reader } = open()
    return {
      name: path,
      events: () =>
        reader === 'sbr-jsonl' && !assumeComplete ? withoutGuesses(open().events) : open().events,
      close: file.close,
    }
  } catch (thrown) {
    file.close()
    throw thrown
  }
}

/** Reads a whole side into memory, as a baseline to compare with. */
export async function loadBaseline(
  path: string,
  readContext: ReadContext,
  options: SideOptions = {},
): Promise<ScanSide> {
  const side = await openComparisonSide(path, readContext, options)
  try {
    const scan = { runs: [] as ScanReport['runs'], findings: [] as ScanReport['findings'] }
    for (const event of side.events())
      if (event.type === 'finding') scan.findings.push(event.finding)
      else scan.runs.push(event.run)
    return scan
  } finally {
    side.close()
  }
}

/** Says of a run that nothing was told about that it is partial: what it lacks may still be there. */
function* withoutGuesses(events: Iterable<ReportEvent>): Iterable<ReportEvent> {
  const runs = []
  for (const event of events) {
    if (event.type === 'finding') yield event
    else runs.push(event.run)
  }
  const untold = runs.some((run) => run.diagnostics.some(({ code }) => code === 'completeness-unknown'))
  for (const run of runs)
    yield { type: 'run', run: untold && run.status === 'complete' ? { ...run, status: 'partial' } : run }
}

function* eventsOf(scan: ScanSide): Iterable<ReportEvent> {
  for (const finding of scan.findings) yield { type: 'finding', finding }
  for (const run of scan.runs) yield { type: 'run', run }
}

const validator = Compile(
  Type.Object({ runs: Type.Array(ScanRunSchema), findings: Type.Array(FindingSchema) }),
)
const isScanReport = (value: unknown): value is ScanReport => validator.Check(value)

/** How what `sbr scan --json` prints begins; SARIF, which also has runs, names its tool there. */
const SCAN_REPORT = /^\s*\{\s*"runs":\s*\[\s*(?:\{\s*"id":|\])/

/** The output of `sbr scan --json`, or null where the file is something else. */
function readScanReport(file: OpenReportFile): ScanSide | null {
  const head = Buffer.alloc(256)
  const length = readFully(file, 0, head)
  if (!SCAN_REPORT.test(head.toString('utf8', 0, length))) return null
  const bytes = Buffer.alloc(file.size)
  readFully(file, 0, bytes)
  let parsed: unknown
  try {
    parsed = JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new SbrError('BAD_INPUT', 'The scan cannot be read as JSON', {
      cause,
      next: 'Name a whole file that `sbr scan --json` wrote.',
    })
  }
  return isScanReport(parsed) ? parsed : null
}
