import { CSV_HEADER, createSarifWriter, type ReportEvent, toCsvRow } from '../findings/index.ts'
import { openFileSpool } from '../platform/index.ts'

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
  // Results of a run that begins before another has ended wait in a file: memory stays bounded.
  if (form === 'sarif') return createSarifWriter({ openSpool: openFileSpool })
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
