import { type Finding, type ScanRun, SEVERITIES, type SeverityLevel, type Verdict } from '../kernel/index.ts'
import { areCwesRelated } from './cwe/relations.ts'

/**
 * One engine on one target. `vulnerable`: a security finding at or above the threshold. `clean`: none,
 * and the target was really scanned by a run that ran. Everything else is `unknown`. Suppressions count
 * for nothing here: code does not judge itself.
 */
export function verdictOf(
  run: ScanRun,
  findings: readonly Finding[],
  path: string,
  threshold: SeverityLevel,
): Verdict {
  return judge(run, path, weighty(run, findings, path, threshold).length > 0)
}

/** The same for one weakness: a finding counts whose CWE is this one or a close relative (see `areCwesRelated`). */
export function verdictOfCwe(
  run: ScanRun,
  findings: readonly Finding[],
  path: string,
  threshold: SeverityLevel,
  cwe: number,
): Verdict {
  const hit = weighty(run, findings, path, threshold).some((finding) =>
    finding.cwe.ids.some((id) => areCwesRelated(id, cwe)),
  )
  return judge(run, path, hit)
}

function judge(run: ScanRun, path: string, hit: boolean): Verdict {
  // What was found was found, also where the rest of the file could not be read.
  if (hit) return 'vulnerable'
  if (run.status !== 'complete' && run.status !== 'partial') return 'unknown'
  const target = run.targets.find((candidate) => candidate.path === path)
  return target?.status === 'scanned' ? 'clean' : 'unknown'
}

function weighty(
  run: ScanRun,
  findings: readonly Finding[],
  path: string,
  threshold: SeverityLevel,
): Finding[] {
  return findings.filter(
    (finding) =>
      finding.run === run.id &&
      finding.kind !== 'quality' &&
      finding.kind !== 'license' &&
      (finding.location?.path === path || (finding.package?.paths.includes(path) ?? false)) &&
      reachesThreshold(finding.severity.level, threshold),
  )
}

/** Is this at least as severe? A severity that nobody gave reaches every threshold: unknown is not harmless. */
export function reachesThreshold(level: SeverityLevel, threshold: SeverityLevel): boolean {
  return level === 'unknown' || SEVERITIES.indexOf(level) <= SEVERITIES.indexOf(threshold)
}
