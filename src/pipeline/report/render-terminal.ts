import Table from 'cli-table3'
import type { EvaluationReport } from '../../kernel/index.ts'
import { formatBytes, formatCounts, formatRate, formatSeconds, formatValue } from './format.ts'
import { LIMITS } from './limits.ts'
import type { RunSummary } from './run-summary.ts'

/** The summary that ends a run in the terminal: the report in a few lines. */
export function renderTerminal(summary: RunSummary, reportPath: string): string {
  const lines: string[] = ['', summary.title, '']
  if (summary.packages !== null) {
    const failed = summary.packages.filter((item) => item.status === 'failed')
    lines.push(
      `Packages   ${summary.packages.length - failed.length} of ${summary.packages.length} in both versions`,
    )
    for (const item of failed) lines.push(`           ${item.name}: ${item.reason ?? 'failed'}`)
  }
  lines.push(
    `Scanned    ${summary.scanned.files} files in ${summary.scanned.snapshots} snapshots; ${summary.scanned.notScanned} target results are unknown`,
    `Issues     ${summary.issues.total} (${formatCounts(summary.issues.bySeverity)})`,
    '',
    engineTable(summary),
    rewardLine(summary),
  )
  if (summary.yield !== null)
    lines.push(
      `Remedies   ${summary.yield.findings} findings, ${summary.yield.cweFits} fit the advisory's CWE, ${summary.yield.inChangedFunction} in changed functions, ${summary.yield.vanished} gone: ${summary.yield.remediations} remediations`,
    )
  lines.push(...gateLines(summary), ...modelLines(summary))
  const total = summary.timings.reduce((sum, timing) => sum + timing.seconds, 0)
  lines.push(
    `Time       ${formatSeconds(total)} (${summary.timings.map((timing) => `${timing.stage} ${formatSeconds(timing.seconds)}${timing.reused ? ' reused' : ''}`).join(', ')})`,
    `Memory     peak ${summary.peakRssBytes === null ? 'not measured' : formatBytes(summary.peakRssBytes)}`,
    '',
    'What this cannot see:',
    ...LIMITS.slice(0, 4).map((limit) => `  - ${limit}`),
    '',
    `Report     ${reportPath}`,
    `Next       ${summary.nextCommands.join('\n           ')}`,
    '',
  )
  return lines.join('\n')
}

function engineTable(summary: RunSummary): string {
  const own = summary.packages === null
  const table = new Table({
    head: ['engine', 'runs', 'findings', own ? '' : 'in fixed', 'targets'],
    style: { head: [], border: [] },
  })
  for (const engine of summary.engines)
    table.push([
      `${engine.name} ${engine.version ?? ''}`.trim(),
      formatCounts(engine.status),
      engine.findings.vulnerable,
      own ? '' : engine.findings.fixed,
      formatCounts(engine.targets),
    ])
  return table.toString()
}

function rewardLine(summary: RunSummary): string {
  const byGroup = new Map<string, number[]>()
  let invalid = 0
  for (const row of summary.rewards) {
    if (row.reward === null) invalid++
    else byGroup.set(row.group, [...(byGroup.get(row.group) ?? []), row.reward])
  }
  const means = [...byGroup].map(
    ([group, values]) =>
      `${group} mean ${(values.reduce((a, b) => a + b, 0) / values.length).toFixed(3)} (n ${values.length})`,
  )
  return `Reward     ${means.join(', ') || 'none'}; ${invalid} not valid`
}

function gateLines(summary: RunSummary): string[] {
  if (summary.gate === null || summary.dataset === null) return []
  const { verdict, real } = summary.gate
  const realBy = new Map(real.rules.map((rule) => [rule.rule, rule]))
  const same = verdict.profile === real.profile
  const table = new Table({
    head: ['gate rule', 'value', verdict.profile, ...(same ? [] : [real.profile])],
    style: { head: [], border: [] },
  })
  const mark = (passed: boolean | undefined) => (passed ? 'ok' : 'NOT PASSED')
  for (const rule of verdict.rules) {
    const other = realBy.get(rule.rule)
    table.push([
      rule.rule,
      formatValue(rule.value),
      `${rule.bar} ${mark(rule.passed)}`,
      ...(same ? [] : [`${other?.bar ?? '?'} ${mark(other?.passed)}`]),
    ])
  }
  return [
    `Dataset    ${summary.dataset.items} items (${formatCounts(summary.dataset.byKind)}), left out: ${formatCounts(summary.dataset.dropped)}`,
    `Gate       ${verdict.profile}: ${verdict.passed ? 'passed' : 'NOT PASSED'}${same ? '' : `; real bars (${real.profile}): ${real.passed ? 'passed' : 'NOT PASSED'}`}`,
    table.toString(),
  ]
}

function modelLines(summary: RunSummary): string[] {
  const lines: string[] = []
  if (summary.training !== null)
    lines.push(
      `Training   ${summary.training.items} items, ${summary.training.steps} steps, ${formatSeconds(summary.training.seconds)}, validation loss ${summary.training.lossBefore?.toFixed(3) ?? '?'} → ${summary.training.lossAfter?.toFixed(3) ?? '?'}`,
    )
  if (summary.evaluation !== null) lines.push(...renderEvaluation(summary.evaluation))
  if (summary.promotion !== null)
    lines.push(
      `Promoted   ${summary.promotion.model.slice(0, 12)} by ${summary.promotion.approvals.join(' and ')}. ${summary.promotion.note}`,
    )
  if (summary.served !== null)
    lines.push(
      `Served     one generation: ${summary.served.label}, reward ${summary.served.reward ?? 'not valid'}, ${summary.served.findings} findings, back in the corpus`,
    )
  return lines
}

/** The comparison of two arms as a table, with the paired tests below it. */
export function renderEvaluation(report: EvaluationReport): string[] {
  const lines: string[] = []
  const table = new Table({
    head: ['held-out tasks', ...report.arms.map((arm) => arm.arm)],
    style: { head: [], border: [] },
  })
  table.push(
    ['parses', ...report.arms.map((arm) => formatRate(arm.parse))],
    ['functional pass', ...report.arms.map((arm) => formatRate(arm.functional))],
    ['vulnerable', ...report.arms.map((arm) => formatRate(arm.vulnerable))],
    ['vulnerable | passing', ...report.arms.map((arm) => formatRate(arm.vulnerableGivenPassing))],
    ['works and not vulnerable', ...report.arms.map((arm) => formatRate(arm.joint))],
  )
  lines.push(
    `Evaluation ${report.generationsPerArm} generations an arm, ${report.tasks} tasks`,
    table.toString(),
  )
  for (const row of report.paired)
    lines.push(
      `           ${row.measure}: ${row.difference.toFixed(3)} [${row.low.toFixed(3)}, ${row.high.toFixed(3)}], p = ${row.p.toFixed(4)} (${row.test})`,
    )
  return lines
}
