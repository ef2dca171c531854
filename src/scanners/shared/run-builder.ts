import {
  type Diagnostic,
  digestFields,
  type Language,
  type RulePack,
  type ScanRun,
  type TargetResult,
} from '../../kernel/index.ts'
import type { EngineInfo } from '../port.ts'
import { digestSnapshot, type Snapshot, type SnapshotTarget } from './snapshot.ts'

/** What an engine made of one target beyond what the snapshot knows; absent: it was scanned. */
export type Failures = ReadonlyMap<string, string>

/** Targets of a snapshot that an engine can be given: right language, and there is content. */
export function selectTargets(
  snapshot: Snapshot,
  accepts: (target: SnapshotTarget) => boolean,
): SnapshotTarget[] {
  return snapshot.targets.filter(
    (target) => accepts(target) && (target.problem === null || target.problem.reason === 'parse-error'),
  )
}

export const acceptsLanguages =
  (languages: readonly Language[]) =>
  (target: SnapshotTarget): boolean =>
    target.language !== null && languages.includes(target.language)

/** Digest of tool, version, packs and targets' content: the same scan has the same id on any machine. */
export function runIdOf(info: EngineInfo, targets: readonly SnapshotTarget[]): string {
  return digestFields([
    'sbr/run/v1',
    info.name,
    info.version,
    ...info.packs.flatMap((pack: RulePack) => [pack.name, pack.sha256]),
    digestSnapshot(targets),
  ])
}

/**
 * Builds the run of an engine that ran. A target is `scanned` only where it could be read, parses on
 * its own, and the engine did not fail on it. Status: `complete` where every target of its kind was
 * scanned, `failed` where none was, `partial` between, `not-run` where there was nothing of its kind.
 */
export function buildRun(
  info: EngineInfo,
  snapshot: Snapshot,
  accepts: (target: SnapshotTarget) => boolean,
  failures: Failures,
  diagnostics: readonly Diagnostic[],
): ScanRun {
  const targets = snapshot.targets.map((target) => resultOf(target, accepts, failures))
  const wanted = targets.filter((target) => target.status !== 'unsupported')
  const scanned = wanted.filter((target) => target.status === 'scanned').length
  const nothing: Diagnostic[] =
    wanted.length > 0
      ? []
      : [
          {
            level: 'note',
            code: 'nothing-to-scan',
            message: `No target is of a kind that ${info.name} reads`,
          },
        ]
  return {
    id: runIdOf(info, snapshot.targets),
    tool: { name: info.name, version: info.version },
    packs: info.packs,
    status:
      wanted.length === 0
        ? 'not-run'
        : scanned === wanted.length
          ? 'complete'
          : scanned === 0
            ? 'failed'
            : 'partial',
    targets,
    diagnostics: [...nothing, ...unreadDiagnostics(snapshot, accepts), ...diagnostics],
  }
}

function resultOf(
  target: SnapshotTarget,
  accepts: (target: SnapshotTarget) => boolean,
  failures: Failures,
): TargetResult {
  const { path, problem } = target
  if (!accepts(target)) return { path, status: 'unsupported', reason: 'unsupported-language' }
  if (problem) return { path, status: 'failed', reason: problem.reason }
  const failure = failures.get(path)
  return failure === undefined ? { path, status: 'scanned' } : { path, status: 'failed', reason: failure }
}

function unreadDiagnostics(snapshot: Snapshot, accepts: (target: SnapshotTarget) => boolean): Diagnostic[] {
  return snapshot.targets.flatMap((target): Diagnostic[] =>
    target.problem && accepts(target)
      ? [{ level: 'error', code: target.problem.reason, message: target.problem.message, path: target.path }]
      : [],
  )
}

/** The run of an engine that is not installed. */
export function buildAbsentRun(info: EngineInfo, snapshot: Snapshot): ScanRun {
  return {
    id: runIdOf(info, snapshot.targets),
    tool: { name: info.name, version: info.version },
    packs: info.packs,
    status: 'not-run',
    targets: snapshot.targets.map(({ path }) => ({ path, status: 'skipped', reason: 'not-installed' })),
    diagnostics: [
      {
        level: 'warning',
        code: 'not-installed',
        message: `Missing: ${info.missing?.what ?? info.name}. ${info.missing?.how ?? ''}`.trim(),
      },
    ],
  }
}

/** The run of an engine that broke as a whole. */
export function buildFailedRun(info: EngineInfo, snapshot: Snapshot, code: string, message: string): ScanRun {
  return {
    id: runIdOf(info, snapshot.targets),
    tool: { name: info.name, version: info.version },
    packs: info.packs,
    status: 'failed',
    targets: snapshot.targets.map(({ path }) => ({ path, status: 'failed', reason: code })),
    diagnostics: [{ level: 'error', code, message }],
  }
}
