import Table from 'cli-table3'
import type { StoredIssue } from '../corpus/index.ts'
import { type IssueOverride, printable } from '../findings/index.ts'
import type { Finding } from '../kernel/index.ts'

/** Issues, one a row. */
export function renderIssues({ total, issues }: { total: number; issues: readonly StoredIssue[] }): string {
  if (issues.length === 0) return 'No issue is stored. Next: sbr collect repo PATH\n'
  const table = tableOf(['issue', 'severity', 'CWE', 'where', 'seen by', 'what'])
  for (const { snapshot, repository, issue } of issues)
    table.push([
      issue.id.slice(0, 12),
      issue.severity,
      String(issue.cwe ?? ''),
      `${printable(/^[0-9a-f]{64}$/.test(snapshot) ? repository : snapshot)} ${placeOf(issue.path, issue.startLine)}`,
      issue.engines.join(', '),
      printable(issue.title).slice(0, 80),
    ])
  return `${table}\n${issues.length} of ${total} issues. Next: sbr issues show ISSUE\n`
}

/** One issue with its findings, the reasons, and the issues near it. */
export function renderIssue(
  { repository, snapshot, issue }: StoredIssue,
  findings: readonly Finding[],
): string {
  const short = (id: string) => id.slice(0, 12)
  return [
    issue.id,
    `${issue.severity}, CWE-${issue.cwe ?? 'unknown'}, ${printable(issue.title)}`,
    `${printable(repository)} ${printable(snapshot)} ${placeOf(issue.path, issue.startLine)}`,
    '',
    'Findings',
    ...findings.map(
      ({ id, tool, rule, location, kind }) =>
        `  ${short(id)}  ${tool.name} ${printable(rule.id)}  ${kind}  ${placeOf(location?.path ?? null, location?.startLine ?? null)}`,
    ),
    ...section(
      'One because',
      issue.reasons.map(
        ({ a, b, reason, override }) =>
          `${short(a)} ${short(b)}  ${printable(reason)}${override === undefined ? '' : ` (ruling ${short(override)})`}`,
      ),
    ),
    ...section(
      'Near it',
      (issue.links ?? []).map((link) => `${short(link.issue)}  ${printable(link.reason)}`),
    ),
    '',
  ].join('\n')
}

/** Rulings in the order in which they were made; those that were taken back are marked. */
export function renderRulings(rulings: readonly { repository: string; override: IssueOverride }[]): string {
  if (rulings.length === 0) return 'Nothing was ruled. Next: sbr issues split, sbr issues merge\n'
  const undone = new Set(rulings.map(({ override }) => override.undoes))
  const table = tableOf(['ruling', 'what', 'repository', 'findings', 'by', 'when', 'why'])
  for (const { repository, override } of rulings)
    table.push([
      override.id.slice(0, 12),
      override.undoes === null
        ? `${override.action}${undone.has(override.id) ? ', taken back' : ''}`
        : `undo ${override.undoes.slice(0, 12)}`,
      printable(repository),
      override.action === 'split'
        ? `${override.keys.length} from ${override.from.length}`
        : String(override.keys.length || ''),
      printable(override.by),
      override.at,
      printable(override.reason),
    ])
  return `${table}\n`
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]

const placeOf = (path: string | null, line: number | null): string =>
  path === null ? '' : `${printable(path)}${line === null ? '' : `:${line}`}`

const tableOf = (head: string[]) =>
  new Table({ head, style: { head: [], border: [], compact: true }, wordWrap: true })
