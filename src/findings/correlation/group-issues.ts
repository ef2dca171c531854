import { digestFields, type Finding, type Issue, SEVERITIES } from '../../kernel/index.ts'
import { primaryCwe } from '../cwe/primary-cwe.ts'
import { strongestFingerprint } from '../identity/fingerprints.ts'
import { type MergeReason, mergeReason } from './merge-reason.ts'
import { blockOf, compareFindings } from './order.ts'

/** Findings this many lines apart are still compared; further apart nothing is ever the same weakness. */
const BLOCK_LINES = 10

/** The lineage of a tool's rule pack: packs of one lineage are one voice. */
export type LineageOf = (toolName: string, pack: string | null) => string

/**
 * Findings of several engines that are one weakness become one issue. Complete linkage: a finding joins
 * only where it agrees with every member, so that A~B~C does not chain. The closest pairs join first;
 * the result does not depend on the order of `findings`.
 */
export function groupIssues(findings: readonly Finding[], lineageOf: LineageOf): Issue[] {
  const ordered = [...findings].sort(compareFindings)
  const issues = [...linkBlocks(ordered)].map((group) => toIssue(group, lineageOf))
  return separateIds(issues)
}

interface Group {
  members: Finding[]
  reasons: Issue['reasons']
}

/** Runs block by block, so that memory holds the pairs of one file at a time. */
function* linkBlocks(ordered: readonly Finding[]): Generator<Group> {
  for (let start = 0; start < ordered.length; ) {
    const first = ordered[start]
    let end = start + 1
    while (end < ordered.length && first && blockOf(ordered[end] ?? first) === blockOf(first)) end++
    yield* linkBlock(ordered.slice(start, end))
    start = end
  }
}

function linkBlock(block: readonly Finding[]): Group[] {
  const merges = new Map<number, MergeReason>()
  const key = (a: number, b: number) => Math.min(a, b) * block.length + Math.max(a, b)
  const pairs: { a: number; b: number; rank: number }[] = []
  for (const [a, left] of block.entries())
    for (let b = a + 1; b < block.length; b++) {
      const right = block[b]
      if (right === undefined || isTooFar(left, right)) break
      const merge = mergeReason(left, right)
      if (merge === null) continue
      merges.set(key(a, b), merge)
      pairs.push({ a, b, rank: merge.rank })
    }
  pairs.sort((x, y) => x.rank - y.rank || x.a - y.a || x.b - y.b)

  const groups = block.map((_, index) => [index])
  for (const { a, b } of pairs) {
    const [left, right] = [groups[a], groups[b]]
    if (left === undefined || right === undefined || left === right) continue
    if (!left.every((x) => right.every((y) => merges.has(key(x, y))))) continue
    left.push(...right)
    for (const index of right) groups[index] = left
  }
  return [...new Set(groups)].map((indices) => {
    const sorted = [...indices].sort((x, y) => x - y)
    const members = sorted.flatMap((index) => block[index] ?? [])
    const reasons = sorted.flatMap((x, at) =>
      sorted.slice(at + 1).map((y) => ({
        a: block[x]?.id ?? '',
        b: block[y]?.id ?? '',
        reason: merges.get(key(x, y))?.reason ?? '',
      })),
    )
    return { members, reasons }
  })
}

/** Sorted by start: from the first finding too far below, all are. */
function isTooFar(above: Finding, below: Finding): boolean {
  if (above.package !== null || above.location === null || below.location === null) return false
  return below.location.startLine - above.location.endLine > BLOCK_LINES
}

function toIssue({ members, reasons }: Group, lineageOf: LineageOf): Issue {
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
    cwe: primaryCwe(members.flatMap((finding) => finding.cwe.primary ?? [])),
    severity: worst.severity.level,
    title: worst.title,
    reasons,
  }
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
