import type { Finding, ScanRun } from '../../kernel/index.ts'
import type { FingerprintScheme } from './fingerprints.ts'

/** One side of a comparison: one scan of one code state. */
export interface ScanSide {
  runs: readonly ScanRun[]
  findings: readonly Finding[]
}

/** How two findings were recognised as one. */
export type MatchedBy = 'tool' | 'exact' | 'scope' | 'context' | 'neighbour'

/** Two scans, compared one to one. Every finding stands in exactly one list. */
export interface RunMatch {
  unchanged: { before: Finding; after: Finding; by: MatchedBy }[]
  /** Only in `after`, and nothing in `before` could be it. */
  introduced: Finding[]
  /** Only in `before`, in a file that a complete scan of the same tool looked at again. */
  fixed: Finding[]
  /** Gone or ambiguous: never closed automatically. */
  possible: { finding: Finding; side: 'before' | 'after'; reason: string }[]
}

/**
 * Matches findings of an earlier and a later scan, tool by tool, in the order accepted tool fingerprint →
 * exact → scope → unique context → neighbour between two matched results (the order of Microsoft's
 * sarif-sdk baseliner). What is absent from an incomplete scan is not fixed.
 */
export function matchRuns(before: ScanSide, after: ScanSide): RunMatch {
  const result: RunMatch = { unchanged: [], introduced: [], fixed: [], possible: [] }
  const left = new Set(before.findings)
  const right = new Set(after.findings)
  const pair = (old: Finding, now: Finding, by: MatchedBy) => {
    left.delete(old)
    right.delete(now)
    result.unchanged.push({ before: old, after: now, by })
  }
  matchUnique(left, right, toolKeys, (a, b) => pair(a, b, 'tool'))
  for (const [scheme, by] of OWN_SCHEMES) matchUnique(left, right, ownKey(scheme), (a, b) => pair(a, b, by))
  matchNeighbours(before.findings, after.findings, result.unchanged, left, right, pair)

  const openKeys = new Set([...left].map(looseKey))
  for (const finding of right) {
    if (openKeys.has(looseKey(finding)))
      result.possible.push({
        finding,
        side: 'after',
        reason: 'one of several like it that were there before',
      })
    else result.introduced.push(finding)
  }
  const newKeys = new Set([...right].map(looseKey))
  for (const finding of left) {
    const reason = newKeys.has(looseKey(finding))
      ? 'one of several like it that are there now'
      : whyNotFixed(finding, after)
    if (reason === null) result.fixed.push(finding)
    else result.possible.push({ finding, side: 'before', reason })
  }
  return result
}

const OWN_SCHEMES: readonly [FingerprintScheme, MatchedBy][] = [
  ['sca/v1', 'exact'],
  ['secret/v1', 'exact'],
  ['sast/exact/v1', 'exact'],
  ['sast/scope/v1', 'scope'],
  ['sast/context/v1', 'context'],
  ['position/v1', 'context'],
]

type Keys = (finding: Finding) => string[]

/** Pairs findings whose key occurs once on either side. */
function matchUnique(
  left: Set<Finding>,
  right: Set<Finding>,
  keys: Keys,
  pair: (a: Finding, b: Finding) => void,
) {
  const index = (side: Set<Finding>) => {
    const found = new Map<string, Finding[]>()
    for (const finding of side)
      for (const key of keys(finding)) {
        const list = found.get(key)
        if (list === undefined) found.set(key, [finding])
        else list.push(finding)
      }
    return found
  }
  const now = index(right)
  for (const [key, olds] of index(left)) {
    const [old] = olds
    const candidates = now.get(key) ?? []
    const [candidate] = candidates
    if (olds.length !== 1 || candidates.length !== 1 || !old || !candidate) continue
    if (left.has(old) && right.has(candidate)) pair(old, candidate)
  }
}

/** Partial fingerprints describe a place and do not identify a result: they are not asked. */
const toolKeys: Keys = (finding) =>
  Object.entries(finding.fingerprints.tool)
    .filter(([name]) => !name.startsWith('partial:'))
    .map(([name, value]) => JSON.stringify([finding.tool.name, finding.rule.id, name, value]))

const ownKey =
  (scheme: FingerprintScheme): Keys =>
  (finding) => {
    const value = finding.fingerprints.own[scheme]
    return value === undefined ? [] : [JSON.stringify([finding.tool.name, value])]
  }

/** Same tool, rule and file: close enough that neither side may be called new or fixed with certainty. */
const looseKey = (finding: Finding): string =>
  JSON.stringify([
    finding.tool.name,
    finding.rule.id,
    finding.location?.path ?? null,
    finding.package?.purl ?? null,
  ])

/** A finding between the same two matched neighbours of its rule and file, alone there on both sides, is the same. */
function matchNeighbours(
  before: readonly Finding[],
  after: readonly Finding[],
  matched: readonly { before: Finding; after: Finding }[],
  left: Set<Finding>,
  right: Set<Finding>,
  pair: (a: Finding, b: Finding, by: MatchedBy) => void,
) {
  const partner = new Map(matched.map((match) => [match.before, match.after]))
  const gaps = (
    findings: readonly Finding[],
    open: Set<Finding>,
    anchorOf: (finding: Finding) => Finding | undefined,
  ) => {
    const found = new Map<string, Finding[]>()
    for (const list of Map.groupBy(findings, looseKey).values()) {
      const sorted = list.toSorted((a, b) => (a.location?.startLine ?? 0) - (b.location?.startLine ?? 0))
      for (const [index, finding] of sorted.entries()) {
        if (!open.has(finding)) continue
        const above = anchorOf(sorted[index - 1] ?? finding)
        const below = anchorOf(sorted[index + 1] ?? finding)
        if (above === undefined || below === undefined) continue
        const key = `${above.id}:${below.id}`
        found.set(key, [...(found.get(key) ?? []), finding])
      }
    }
    return found
  }
  const nows = new Set(matched.map((match) => match.after))
  const olds = gaps(before, left, (finding) => partner.get(finding))
  const news = gaps(after, right, (finding) => (nows.has(finding) ? finding : undefined))
  for (const [key, [old, ...others]] of olds) {
    const [now, ...more] = news.get(key) ?? []
    if (old && now && others.length === 0 && more.length === 0) pair(old, now, 'neighbour')
  }
}

/** null: it is fixed. Else why its absence proves nothing. */
function whyNotFixed(finding: Finding, after: ScanSide): string | null {
  const runs = after.runs.filter((run) => run.tool.name === finding.tool.name)
  if (runs.length === 0) return `${finding.tool.name} did not run`
  const path = finding.location?.path
  if (path === undefined)
    return runs.every((run) => run.status === 'complete')
      ? null
      : `${finding.tool.name} did not run to its end`
  const incomplete = runs.find((run) => run.status !== 'complete')
  if (incomplete !== undefined) return `the scan of ${finding.tool.name} is ${incomplete.status}`
  const targets = runs.flatMap((run) => run.targets)
  const target = targets.find((candidate) => candidate.path === path)
  // Reports such as SARIF may list no targets at all: then the run's word that it is complete must do.
  if (target === undefined && targets.length > 0) return `${path} is gone, or was not a target`
  if (target !== undefined && target.status !== 'scanned') return `${path} was not scanned`
  return null
}
