import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractContexts, type ScannedVersion, type SourceText } from '../collect/index.ts'
import type { Corpus } from '../corpus/index.ts'
import { groupIssues, languageOfPath } from '../findings/index.ts'
import type { ScanReport, Target } from '../kernel/index.ts'
import type { RepositoryKind, SourceParser } from '../platform/index.ts'
import { type EnginePool, lineageOfRuns } from '../scanners/index.ts'

/** A content state that is to be scanned and stored. */
export interface SnapshotToScan {
  repository: string
  kind: RepositoryKind
  snapshot: string
  root: string
  targets: readonly Target[]
  facts?: Record<string, unknown>
}

export interface ScanTools {
  pool: EnginePool
  parser: SourceParser
  corpus: Corpus
  timeoutMs: number
  signal: AbortSignal
}

/** Scans a snapshot with every engine, groups the findings, and stores scan and code context. Storing it again adds nothing. */
export async function scanSnapshot(
  tools: ScanTools,
  snapshot: SnapshotToScan,
): Promise<ScanReport & ScannedVersion> {
  const { repository, kind, root, targets, facts } = snapshot
  const outputs = await tools.pool.scan({ root, targets, timeoutMs: tools.timeoutMs, signal: tools.signal })
  const runs = outputs.map((output) => output.run)
  const findings = outputs.flatMap((output) => output.findings)
  const overrides = await tools.corpus.issueOverrides(repository)
  const report: ScanReport = {
    runs,
    findings,
    issues: groupIssues(findings, lineageOfRuns(runs), overrides),
  }
  await tools.corpus.storeScan({
    repository,
    kind,
    snapshot: snapshot.snapshot,
    report,
    ...(facts ? { facts } : {}),
  })
  const sourceOf = sourcesOf(root, targets)
  await tools.corpus.storeContexts({
    repository,
    snapshot: snapshot.snapshot,
    contexts: extractContexts(findings, sourceOf, tools.parser),
  })
  return { ...report, sourceOf }
}

/** The text of a target, and of nothing else below the root. */
export function sourcesOf(root: string, targets: readonly Target[]): (path: string) => SourceText | null {
  const known = new Set(targets.map((target) => target.path))
  return (path) => {
    if (!known.has(path)) return null
    try {
      return { language: languageOfPath(path), text: readFileSync(join(root, path), 'utf8') }
    } catch {
      return null
    }
  }
}
