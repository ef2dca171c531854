import type {
  Finding,
  Language,
  LoadedTask,
  RulePack,
  ScanRun,
  Target,
  TaskOutcome,
} from '../kernel/index.ts'

/** What the judge needs of an engine pool. The pool of `scanners/` is one; a scan worker elsewhere may be another. */
export interface ScannerPort {
  /** Runs every engine over the targets; one output per engine, an engine that failed has a run that says so. */
  scan(request: {
    root: string
    targets: readonly Target[]
    /** What the targets hold, by path: they are in no folder, and nothing is read from `root`. */
    contents?: ReadonlyMap<string, Buffer>
    timeoutMs: number
    signal?: AbortSignal
  }): Promise<readonly { run: ScanRun; findings: readonly Finding[] }[]>
}

/** What the judge needs to know about an engine before it looks. */
export interface JudgeEngine {
  name: string
  version: string | null
  packs: readonly RulePack[]
  languages: readonly Language[]
  available: boolean
  heldOut: boolean
}

/** Runs a candidate against a task's tests in the sandbox. */
export interface TaskRunnerPort {
  run(task: LoadedTask, code: string): Promise<TaskOutcome>
}

export type Ecosystem = 'npm' | 'PyPI'

/** What a registry and the advisories say about packages by name. */
export interface PackageDirectory {
  /** Digest of what it answers from. */
  snapshot: string
  /** Ecosystems whose registry is asked; of the others only the advisories are. */
  asks: readonly Ecosystem[]
  /** One answer per name, in the same order; `exists: null` where the registry is not asked. @throws SbrError where it should have answered and did not. */
  look(
    ecosystem: Ecosystem,
    names: readonly string[],
  ): Promise<readonly { name: string; exists: boolean | null; malicious: boolean }[]>
}
