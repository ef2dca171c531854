import type { ScanReport } from '../kernel/index.ts'
import type { Disagreement, EngineSummary } from './report/index.ts'

/** Counts of one scan, small enough to be a workflow's result. */
export interface ScanCounts {
  files: number
  notScanned: number
  engines: (Omit<EngineSummary, 'findings'> & { findings: number })[]
  issues: { total: number; bySeverity: Record<string, number>; byVoices: Record<string, number> }
  top: {
    title: string
    cwe: number | null
    severity: string
    engines: string[]
    path: string
    line: number | null
  }[]
  disagreements: Disagreement[]
}

const ORDER = ['critical', 'high', 'medium', 'low', 'info', 'unknown']

/** Counts what a scan found and what it could not do. */
export function summariseScan(report: ScanReport, top = 10): ScanCounts {
  const targets = report.runs.flatMap((run) => run.targets)
  return {
    files: new Set(targets.filter((target) => target.status === 'scanned').map((target) => target.path)).size,
    // An engine that nobody asked for and that is absent is `not-run`, and told as such; it leaves no target unknown.
    notScanned: report.runs
      .filter((run) => run.status !== 'not-run')
      .flatMap((run) => run.targets)
      .filter((target) => target.status === 'failed' || target.status === 'skipped').length,
    engines: report.runs.map((run) => ({
      name: run.tool.name,
      version: run.tool.version,
      packs: run.packs.map(({ name, lineage, sha256 }) => ({ name, lineage, sha256 })),
      status: { [run.status]: 1 },
      targets: countBy(run.targets, (target) => target.status),
      findings: report.findings.filter((finding) => finding.run === run.id).length,
    })),
    issues: {
      total: report.issues.length,
      bySeverity: countBy(report.issues, (issue) => issue.severity),
      byVoices: countBy(report.issues, (issue) => String(issue.lineages.length)),
    },
    top: [...report.issues]
      .sort(
        (a, b) =>
          ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.lineages.length - a.lineages.length,
      )
      .slice(0, top)
      .map((issue) => ({
        title: issue.title,
        cwe: issue.cwe,
        severity: issue.severity,
        engines: issue.engines,
        path: issue.path ?? '',
        line: issue.startLine,
      })),
    disagreements: countDisagreements(report),
  }
}

/** Adds the counts of many scans. `side` says under which column an engine's findings go. */
export function mergeEngines(
  scans: readonly { side: 'vulnerable' | 'fixed'; counts: ScanCounts }[],
): EngineSummary[] {
  const merged = new Map<string, EngineSummary>()
  for (const { side, counts } of scans)
    for (const engine of counts.engines) {
      const known = merged.get(engine.name) ?? {
        ...engine,
        status: {},
        targets: {},
        findings: { vulnerable: 0, fixed: 0 },
      }
      addCounts(known.status, engine.status)
      addCounts(known.targets, engine.targets)
      known.findings[side] += engine.findings
      known.version ??= engine.version
      if (known.packs.length === 0) known.packs = engine.packs
      merged.set(engine.name, known)
    }
  return [...merged.values()]
}

/** Adds the disagreements of many scans, largest first. */
export function mergeDisagreements(lists: readonly Disagreement[][], most: number): Disagreement[] {
  const merged = new Map<string, Disagreement>()
  for (const row of lists.flat()) {
    const key = `${row.a}\n${row.b}\n${row.cwe}`
    const known = merged.get(key)
    if (known) {
      known.both += row.both
      known.onlyA += row.onlyA
      known.onlyB += row.onlyB
    } else merged.set(key, { ...row })
  }
  return [...merged.values()]
    .sort((x, y) => y.onlyA + y.onlyB - (x.onlyA + x.onlyB) || x.cwe - y.cwe)
    .slice(0, most)
}

/** Adds `from` into `into`, key by key. */
export function addCounts(into: Record<string, number>, from: Record<string, number>): void {
  for (const [key, count] of Object.entries(from)) into[key] = (into[key] ?? 0) + count
}

/** Two engines disagree on an issue only where both really scanned its file. */
function countDisagreements({ issues, runs }: ScanReport): Disagreement[] {
  const scanned = runs.map((run) => ({
    name: run.tool.name,
    paths: new Set(run.targets.filter((target) => target.status === 'scanned').map((target) => target.path)),
  }))
  const rows = new Map<string, Disagreement>()
  for (const { cwe, path, engines } of issues) {
    if (cwe === null || path === null) continue
    const able = scanned.filter((engine) => engine.paths.has(path)).map((engine) => engine.name)
    for (const [i, a] of able.entries())
      for (const b of able.slice(i + 1)) {
        const seesA = engines.includes(a)
        const seesB = engines.includes(b)
        if (!seesA && !seesB) continue
        const key = `${a}\n${b}\n${cwe}`
        const row = rows.get(key) ?? { a, b, cwe, both: 0, onlyA: 0, onlyB: 0 }
        if (seesA && seesB) row.both++
        else if (seesA) row.onlyA++
        else row.onlyB++
        rows.set(key, row)
      }
  }
  return [...rows.values()]
}

function countBy<T>(values: readonly T[], key: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[key(value)] = (counts[key(value)] ?? 0) + 1
  return counts
}
