import { printable } from '../findings/index.ts'
import type { RewardDocument } from '../kernel/index.ts'
import type { Explanation } from '../reward/index.ts'

/** What `sbr policy explain --json` prints. */
export interface SampleExplanation extends Explanation {
  document: RewardDocument
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** An explanation for people. */
export function formatExplanation({
  document,
  integrity,
  engines,
  cwes,
  findings,
}: SampleExplanation): string {
  const { reward, ceiling, label, components, reason, policy } = document
  const part = (value: number | null) => (value === null ? 'unmeasured' : value.toFixed(3))
  const lines = [
    `${printable(document.id)}: ${reward === null ? 'no reward' : reward.toFixed(3)} (ceiling ${ceiling.toFixed(3)}), ${label}`,
    printable(reason),
    '',
    `integrity ${part(components.integrity)} × function ${part(components.function)} × security ${part(components.security)} × dependencies ${part(components.dependencies)}`,
  ]
  const section = (title: string, rows: string[]) => {
    if (rows.length > 0) lines.push('', title, ...rows.map((row) => `  ${printable(row)}`))
  }
  section(
    'Integrity',
    integrity.map(
      ({ kind, line, detail, factor }) =>
        `${kind}${line === null ? '' : ` on line ${line}`}: ${detail} (× ${factor})`,
    ),
  )
  section(
    'Engines',
    engines.map(
      ({ engine, status, reason: why, lineages, findings: count }) =>
        `${engine}: ${status}${why ? ` (${why})` : ''}, ${count} findings${lineages.length > 0 ? `, lineage ${lineages.join(', ')}` : ''}`,
    ),
  )
  const spoken = cwes.filter(({ said }) => said.length > 0)
  section(
    'P(vulnerable) by CWE',
    spoken.map(
      ({ cwe, probability, silent, weight, said }) =>
        `${cwe === 0 ? 'no CWE' : `CWE-${cwe}`}: ${percent(probability)} (had nobody spoken up ${percent(silent)}), weight ${weight.toFixed(2)}, heard from ${said.join(', ')}`,
    ),
  )
  section(
    'Findings',
    findings.map(
      ({ engine, rule, line, severity, cwe, counts, why }) =>
        `${engine} ${rule}${line === null ? '' : ` on line ${line}`}: ${severity}, ${cwe === 0 ? 'no CWE' : `CWE-${cwe}`}, ${counts ? '' : 'counts for nothing: '}${why}`,
    ),
  )
  lines.push('', `policy ${policy}`, '')
  return lines.join('\n')
}
