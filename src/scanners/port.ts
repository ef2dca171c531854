import type { Finding, Language, RulePack, ScanRun, Target } from '../kernel/index.ts'
import type { ScanStaging } from './shared/scan-staging.ts'
import type { Slots } from './shared/slots.ts'
import type { Snapshot } from './shared/snapshot.ts'

/** What an engine is and whether it can run here. */
export interface EngineInfo {
  name: string
  /** Version of the tool; null where it is not installed. */
  version: string | null
  packs: RulePack[]
  /** Languages it has rules for. */
  languages: Language[]
  available: boolean
  /** What is missing and how to get it; only where `available` is false. */
  missing?: { what: string; how: string }
  /** Reserved as a judge: no reward may use it. */
  heldOut: boolean
}

export interface ScanRequest {
  /** Absolute folder that the targets' paths are relative to. */
  root: string
  targets: readonly Target[]
  /** Milliseconds that one engine may take for one target. */
  timeoutMs: number
  signal?: AbortSignal
  /** Content of targets that are in no folder, by their path; those are not read from `root`. */
  contents?: ReadonlyMap<string, Buffer>
  /** The targets as read and parsed once for several engines; an engine on its own reads them itself. */
  snapshot?: Snapshot
  /** Copies for engines that take paths, shared by those of one scan; an engine on its own makes them itself. */
  staging?: ScanStaging
}

export interface EngineOutput {
  run: ScanRun
  findings: Finding[]
}

/** One scanner with its rule packs. */
export interface Engine {
  readonly name: string
  info(): Promise<EngineInfo>
  /** Never throws for what one target does to it: that is a status in the run. */
  scan(request: ScanRequest): Promise<EngineOutput>
  /** Ends worker processes. The engine may be used again afterwards: it starts new ones. */
  close(): Promise<void>
}

/**
 * What is scanned. A single answer to a task is given its values from outside, so a parameter of a function is one.
 * In a code base the callers are there too, and only what a request carries is known to be from outside.
 */
export type Subject = 'answers' | 'code-base'

/** What engines share within one pool. */
export interface EngineContext {
  /** Folder for caches: `<home>/cache/…`. */
  home: string
  /** Folder with advisories in OSV format; null: there are none. */
  advisories: string | null
  slots: Slots
  subject: Subject
  /** Variables of the caller: PATH for tools that are not ours, and their tokens. */
  environment: Readonly<Record<string, string | undefined>>
}

export type CreateEngine = (context: EngineContext) => Engine
