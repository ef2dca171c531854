import type { Finding, Language } from '../../kernel/index.ts'
import type { ProcessResult } from '../../platform/index.ts'
import type { EngineContext } from '../port.ts'
import type { SnapshotTarget } from '../shared/snapshot.ts'
import type { Staging, StagingPlan } from '../shared/staging.ts'

/** Targets that the tool is given in one go, and how they are laid out for it. */
export interface ExternalBatch {
  targets: readonly SnapshotTarget[]
  plan: StagingPlan
}

/** What the tool's output amounts to. */
export type ExternalAnswer =
  | {
      failure: null
      /** The report for the reader, its paths those of the targets. */
      report: unknown
      /** Targets that the tool says it looked at; `all` where its report cannot leave one out. */
      scanned: ReadonlySet<string> | 'all'
      /** Targets that it looked at and could not take, by path. */
      failed: ReadonlyMap<string, { code: string; message: string }>
    }
  /** Nothing was scanned, whatever the exit code says. */
  | { failure: { code: string; message: string } }

/** A scanner that is not ours to install: used where it is on PATH, and judged by its own words. */
export interface ExternalTool {
  /** Name of the engine. */
  name: string
  /** Program on PATH. */
  executable: string
  lineage: string
  languages: Language[]
  /** How a person gets it. */
  how: string
  versionArgs: readonly string[]
  /** What it needs beside the program; null: nothing is missing. */
  missing?(context: EngineContext): { what: string; how: string } | null
  /** What decides its findings beside its version: part of the pack's digest. */
  dataDigest?(context: EngineContext): Promise<string>
  /** Variables that it gets beside the minimal ones. */
  variables?(context: EngineContext): Promise<Record<string, string>>
  accepts(target: SnapshotTarget): boolean
  batches(accepted: readonly SnapshotTarget[], all: readonly SnapshotTarget[]): ExternalBatch[]
  args(staging: Staging): string[]
  /** Milliseconds for a run before the targets' own share. */
  startMs: number
  /** Name of the reader of its reports. */
  reader: string
  answer(result: ProcessResult, staging: Staging, batch: ExternalBatch): ExternalAnswer
  /** Puts a finding of a batch in its place, where the report names none. */
  place?(finding: Finding, batch: ExternalBatch): Finding
}
