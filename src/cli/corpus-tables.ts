import type { CorpusStats, SearchResult } from '../corpus/index.ts'
import { printable } from '../findings/index.ts'
import type { StageStatus } from '../platform/index.ts'

const counts = (record: Record<string, number>): string =>
  Object.entries(record)
    .map(([key, n]) => `${key} ${n}`)
    .join(', ') || 'none'

/** What the corpus holds, for people. */
export function formatStats(stats: CorpusStats, stages: readonly StageStatus[]): string {
  const { findings, contexts, remediations, decisions, datasets, models, generations } = stats
  const rows: [string, string][] = [
    [
      'scanned',
      `${stats.repositories} repositories in ${stats.snapshots} snapshots; runs: ${counts(stats.runs)}`,
    ],
    ['findings', `${findings.total} (${counts(findings.byKind)}) by ${counts(findings.byTool)}`],
    ['severity', counts(findings.bySeverity)],
    ['issues', `${stats.issues} in the latest scan of each snapshot`],
    ['code', `${contexts.stored} contexts, ${contexts.embedded} embeddings, ${contexts.erased} erased`],
    ['remediations', `${remediations.total}; CWE: ${counts(remediations.byCwe)}`],
    ['decisions', `${decisions.total} by ${counts(decisions.byKind)}: ${counts(decisions.byVerdict)}`],
    ['rewards', `${stats.judgements} judged samples`],
    ['datasets', `${datasets.candidate} candidate, ${datasets.released} released, ${datasets.items} items`],
    [
      'models',
      `${models.base} base, ${models.adapter} adapters, promoted: ${models.promoted?.slice(0, 12) ?? 'none'}`,
    ],
    ['evaluations', String(stats.evaluations)],
    ['generations', `${generations.captured} captured, ${generations.scanned} scanned`],
    ['audit', `${stats.auditRecords} records (check them with \`sbr verify\`)`],
  ]
  const lines = [
    `Corpus of ${stats.organisation}`,
    ...rows.map(([name, text]) => `  ${name.padEnd(13)}${text}`),
  ]
  if (stages.length > 0) lines.push('', 'Stages, latest first', ...stages.slice(0, 12).map(formatStage))
  return `${lines.join('\n')}\n`
}

function formatStage(stage: StageStatus): string {
  const amount = stage.total > 0 ? ` ${stage.done}/${stage.total} ${stage.unit}` : ''
  const text = stage.error ?? stage.step
  return `  ${stage.stage.padEnd(13)}${stage.status}${printable(amount)} ${printable(text)}`.trimEnd()
}

/** Search results for people: where, what was found there, and the code. */
export function formatResults(results: readonly SearchResult[]): string {
  return results
    .map((result) => {
      const places = result.findings.map(
        (found) =>
          `    ${found.repository} ${found.snapshot} ${found.path ?? '-'}:${found.line} ${found.rule} ${
            found.cwe === null ? '' : `CWE-${found.cwe} `
          }${found.severity}`,
      )
      const code = result.code
        .split('\n')
        .slice(0, 20)
        .map((line) => `    | ${printable(line)}`)
      const head = `${result.score.toFixed(3)}  ${result.symbol ?? '(outside of a function)'}  ${result.language ?? ''}`
      return [printable(head), ...places.map(printable), ...code, `    ${result.context}`].join('\n')
    })
    .join('\n\n')
    .concat('\n')
}
