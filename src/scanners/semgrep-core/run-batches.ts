import type { CoreResult } from './core-command.ts'
import type { CoreError, CoreMatch } from './core-output.ts'

export interface BatchTotals {
  matches: CoreMatch[]
  errors: CoreError[]
  scanned: string[]
  /** Targets that no run of the core came back from, with the reason. */
  lost: Map<string, string>
}

export interface BatchPlan {
  paths: readonly string[]
  /** Milliseconds one target may take; a batch gets this and a share for every further target. */
  timeoutMs: number
  run(paths: readonly string[], timeoutMs: number): Promise<CoreResult>
  /** Called where the core's output is in no known form: another way of scanning the same paths. */
  fallBack(paths: readonly string[]): Promise<CoreResult>
}

/** Milliseconds that each target after the first adds to a batch's deadline. */
const SHARE_MS = 1000

/**
 * Scans a batch; where the engine crashes or hangs the batch is halved until the target that does it
 * stands alone, so that one file costs no other file its scan.
 */
export async function runBatch(plan: BatchPlan): Promise<BatchTotals> {
  const totals: BatchTotals = { matches: [], errors: [], scanned: [], lost: new Map() }
  const pending: (readonly string[])[] = [plan.paths]
  for (let paths = pending.shift(); paths; paths = pending.shift()) {
    if (paths.length === 0) continue
    let result = await plan.run(paths, plan.timeoutMs + SHARE_MS * (paths.length - 1))
    if (result.output === null && result.reason === 'not-understood') result = await plan.fallBack(paths)
    if (result.output) {
      totals.matches.push(...result.output.results)
      totals.errors.push(...result.output.errors)
      totals.scanned.push(...result.output.paths.scanned)
    } else if (paths.length === 1) {
      totals.lost.set(paths[0] ?? '', result.reason)
    } else {
      const middle = paths.length >> 1
      pending.unshift(paths.slice(0, middle), paths.slice(middle))
    }
  }
  return totals
}
