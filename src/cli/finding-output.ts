import { CSV_HEADER, type ReportEvent, toCsvRow, toSarif } from '../findings/index.ts'
import type { Finding, ScanRun } from '../kernel/index.ts'

/** Forms in which findings leave. */
export type NormalizeFormat = 'jsonl' | 'sarif' | 'csv'

/** Turns events of reports into text, one at a time. */
export interface FindingOutput {
  write(event: ReportEvent): Iterable<string>
  end(): Iterable<string>
  /** What the receiver of this form would refuse or cut; complete after `end`. */
  warnings(): readonly string[]
}

/** An output of a form; `none` takes everything and writes nothing. `runs`: JSON Lines hold run lines, too. */
export function openFindingOutput(
  form: NormalizeFormat | 'none',
  { runs }: { runs: boolean },
): FindingOutput {
  if (form === 'sarif') return gatherSarif()
  let headed = form !== 'csv'
  return {
    *write(event) {
      if (!headed) yield CSV_HEADER
      headed = true
      if (form === 'csv' && event.type === 'finding') yield toCsvRow(event.finding)
      if (form !== 'jsonl') return
      if (event.type === 'finding') yield `${JSON.stringify(event.finding)}\n`
      else if (runs) yield `${JSON.stringify({ schemaVersion: 1, run: event.run })}\n`
    },
    end: () => (headed ? [] : [CSV_HEADER]),
    warnings: () => [],
  }
}

function gatherSarif(): FindingOutput {
  const log: { runs: ScanRun[]; findings: Finding[] } = { runs: [], findings: [] }
  return {
    write(event) {
      if (event.type === 'finding') log.findings.push(event.finding)
      else log.runs.push(event.run)
      return []
    },
    end: () => [`${JSON.stringify(toSarif(log))}\n`],
    warnings: () => [],
  }
}
