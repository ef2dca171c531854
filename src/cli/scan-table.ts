import Table from 'cli-table3'
import { printable } from '../findings/index.ts'
import { type Issue, type ScanReport, type ScanRun, SEVERITIES } from '../kernel/index.ts'
import type { TargetList } from '../scanners/index.ts'

/** Reasons for which a skipped path is code that nobody looked at. A link's target is scanned where it stands. */
const GAP_REASONS = new Set(['undecodable-name', 'too-many', 'unreadable'])

/**
 * What was asked for and not scanned, one line each; empty where the scan is complete. An engine that
 * nobody named and that is not installed is no gap.
 */
export function describeGaps(runs: readonly ScanRun[], list: TargetList, named: readonly string[]): string[] {
  const gaps: string[] = []
  for (const run of runs) {
    const name = run.tool.name
    if (run.status === 'not-run') {
      if (named.includes(name))
        gaps.push(`${name} did not run: ${printable(run.diagnostics[0]?.message ?? 'no reason given')}`)
      continue
    }
    if (run.status === 'complete') continue
    const failed = run.targets.filter((target) => target.status === 'failed')
    const [first] = failed
    gaps.push(
      `${name}: ${failed.length} of ${run.targets.length} targets not scanned, ${printable(first?.path ?? '')} (${first?.reason ?? run.status}) among them`,
    )
  }
  const skipped = list.skipped.filter((target) => GAP_REASONS.has(target.reason ?? ''))
  for (const target of skipped.slice(0, 10))
    gaps.push(`${printable(target.path)} not scanned: ${target.reason}`)
  if (skipped.length > 10) gaps.push(`${skipped.length - 10} more paths not scanned`)
  const isAnythingScanned = runs.some((run) => run.targets.some((target) => target.status === 'scanned'))
  if (!isAnythingScanned) gaps.push('Nothing was scanned: this is no statement about the code')
  return gaps
}

/** The table for people: what was not scanned first, then issues by severity. */
export function formatScanTable(report: ScanReport, gaps: readonly string[]): string {
  const lines = gaps.map((gap) => `NOT SCANNED  ${gap}`)
  if (lines.length > 0) lines.push('')
  const issues = report.issues.toSorted(bySeverity)
  if (issues.length > 0) lines.push(tableOf(issues), '')
  const ran = report.runs.map((run) => `${run.tool.name} ${run.status}`).join(', ')
  const files = new Set(report.runs.flatMap((run) => run.targets.map((target) => target.path))).size
  lines.push(`${issues.length} issues from ${report.findings.length} findings in ${files} files (${ran})`)
  return `${lines.join('\n')}\n`
}

function bySeverity(a: Issue, b: Issue): number {
  const rank = (issue: Issue) => (SEVERITIES as readonly string[]).indexOf(issue.severity)
  return (
    rank(a) - rank(b) ||
    (a.path ?? '').localeCompare(b.path ?? '', 'en') ||
    (a.startLine ?? 0) - (b.startLine ?? 0)
  )
}

function tableOf(issues: readonly Issue[]): string {
  const table = new Table({
    head: ['severity', 'CWE', 'where', 'seen by', 'what'],
    style: { head: [], border: [], compact: true },
    chars: NO_BORDERS,
  })
  for (const issue of issues)
    table.push([
      issue.severity,
      issue.cwe === null ? '' : String(issue.cwe),
      `${printable(issue.path ?? '')}${issue.startLine === null ? '' : `:${issue.startLine}`}`,
      issue.engines.join(', '),
      shorten(printable(issue.title), 90),
    ])
  return table.toString()
}

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}
