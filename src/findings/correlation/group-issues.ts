import { digestFields, type Finding, type Issue, SEVERITIES } from '../../kernel/index.ts'
import { primaryCwe } from '../cwe/primary-cwe.ts'
import { strongestFingerprint } from '../identity/fingerprints.ts'
import { clusterFindings } from './cluster-findings.ts'
import type { IssueOverride } from './issue-override.ts'
import { type IssueLink, linkIssues } from './link-issues.ts'
import { compareFindings } from './order.ts'
import { claimedCwes } from './rule-cwe.ts'
import { applyOverrides } from './rulings.ts'

/** The lineage of a tool's rule pack: packs of one lineage are one voice. */
export type LineageOf = (toolName: string, pack: string | null) => string

/**
 * Findings of several engines that are one weakness become one issue, each pair with its reason; what is near, yet
 * another weakness, is linked. What people ruled (`overrides`) wins over the rules. The result does not depend on the
 * order of `findings` or of `overrides`.
 */
export function groupIssues(
  findings: readonly Finding[],
  lineageOf: LineageOf,
  overrides: readonly IssueOverride[] = [],
): Issue[] {
  const ordered = [...findings].sort(compareFindings)
  const rulings = applyOverrides(ordered, overrides)
  const clusters = [...clusterFindings(ordered, rulings)]
  const issueOf: number[] = []
  for (const [number, { members }] of clusters.entries()) for (const index of members) issueOf[index] = number
  const issues = separateIds(
    clusters.map(({ members, reasons }) =>
      toIssue(
        members.flatMap((index) => ordered[index] ?? []),
        reasons,
        lineageOf,
      ),
    ),
  )
  return addLinks(issues, linkIssues(ordered, issueOf, rulings))
}

function toIssue(members: readonly Finding[], reasons: Issue['reasons'], lineageOf: LineageOf): Issue {
  const sorted = <T>(items: Iterable<T>) => [...new Set(items)].sort()
  const worst = members.reduce((most, next) => (severityRank(next) < severityRank(most) ? next : most))
  const place = members.find((finding) => finding.location !== null)?.location ?? null
  return {
    id: digestFields(['issue/v1', ...sorted(members.map(identityOf))]),
    findings: members.map((finding) => finding.id),
    engines: sorted(members.map((finding) => finding.tool.name)),
    lineages: sorted(members.map((finding) => lineageOf(finding.tool.name, finding.rule.pack))),
    path: place?.path ?? null,
    startLine: place?.startLine ?? null,
    cwe: cweOf(members),
    severity: worst.severity.level,
    title: worst.title,
    reasons,
    links: [],
  }
}

/** What most specifically says what is wrong; what a tool's rule looks for before what the tool calls it. */
function cweOf(members: readonly Finding[]): number | null {
  return primaryCwe(members.flatMap((finding) => primaryCwe(claimedCwes(finding)) ?? []))
}

const severityRank = (finding: Finding): number => SEVERITIES.indexOf(finding.severity.level)

const identityOf = (finding: Finding): string =>
  strongestFingerprint(finding.fingerprints.own)?.[1] ?? finding.id

/** Findings without CWE that stand at one place stay apart, yet share their fingerprint: count them. */
function separateIds(issues: Issue[]): Issue[] {
  const seen = new Map<string, number>()
  return issues.map((issue) => {
    const count = seen.get(issue.id) ?? 0
    seen.set(issue.id, count + 1)
    return count === 0 ? issue : { ...issue, id: digestFields([issue.id, count]) }
  })
}

/** Each issue gets its end of the link: `a` is its own finding, `b` the other's. */
function addLinks(issues: Issue[], links: readonly IssueLink[]): Issue[] {
  for (const { left, right, a, b, reason } of links) {
    const [one, other] = [issues[left], issues[right]]
    if (one === undefined || other === undefined) continue
    one.links?.push({ issue: other.id, a, b, reason })
    other.links?.push({ issue: one.id, a: b, b: a, reason })
  }
  return issues
}
