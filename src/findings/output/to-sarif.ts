import type { Finding, ScanRun } from '../../kernel/index.ts'
import type { SarifLog } from './sarif-log.ts'
import { createSarifWriter, type SarifOptions } from './sarif-writer.ts'

/** A report that is in memory, as the pieces of one SARIF log: a run for each scan run, also for one that did not run. */
export function* sarifChunks(
  report: { runs: readonly ScanRun[]; findings: readonly Finding[] },
  options: SarifOptions = {},
): Generator<string> {
  const writer = createSarifWriter(options)
  const byRun = Map.groupBy(report.findings, (finding) => finding.run)
  for (const run of report.runs) {
    for (const finding of byRun.get(run.id) ?? []) yield* writer.write({ type: 'finding', finding })
    yield* writer.write({ type: 'run', run })
  }
  yield* writer.end()
}

/** The same as one object. */
export const toSarif = (report: { runs: readonly ScanRun[]; findings: readonly Finding[] }): SarifLog =>
  JSON.parse([...sarifChunks(report)].join('')) as SarifLog
