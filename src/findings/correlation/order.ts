import type { Finding } from '../../kernel/index.ts'
import { purlWithoutVersion, strongestFingerprint } from '../identity/fingerprints.ts'

/** Findings of different blocks are never compared: a file, or a package, or a finding without place. */
export function blockOf(finding: Finding): string {
  if (finding.package !== null) return `package:${purlWithoutVersion(finding.package.purl)}`
  return finding.location === null ? `finding:${finding.id}` : `file:${finding.location.path}`
}

/** A total order that no input order can change: block, place, then what tells findings apart. */
export function compareFindings(a: Finding, b: Finding): number {
  const [left, right] = [sortKey(a), sortKey(b)]
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? ''
    if (value < other) return -1
    if (value > other) return 1
  }
  return 0
}

function sortKey(finding: Finding): (string | number)[] {
  const { location } = finding
  return [
    blockOf(finding),
    location?.startLine ?? 0,
    location?.startColumn ?? 0,
    location?.endLine ?? 0,
    location?.endColumn ?? 0,
    finding.tool.name,
    finding.rule.id,
    strongestFingerprint(finding.fingerprints.own)?.[1] ?? '',
    finding.id,
  ]
}
