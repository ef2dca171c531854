import { isolateFailures } from '../shared/isolate-failure.ts'
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
  /** Milliseconds one target may take. */
  timeoutMs: number
  /** A target of our own: an engine that does not come back from it is broken. */
  probe: string
  run(paths: readonly string[], timeoutMs: number): Promise<CoreResult>
  /** Called where the core's output is in no known form: another way of scanning the same paths. */
  fallBack(paths: readonly string[], timeoutMs: number): Promise<CoreResult>
}

/** Milliseconds that the probe may take at most. */
const PROBE_MS = 10_000

/** Scans a batch; a target on which the engine crashes or hangs costs no other target its scan. */
export async function runBatch(plan: BatchPlan): Promise<BatchTotals> {
  const scan = async (paths: readonly string[], timeoutMs: number) => {
    const result = await plan.run(paths, timeoutMs)
    return result.output === null && result.reason === 'not-understood'
      ? plan.fallBack(paths, timeoutMs)
      : result
  }
  const { outputs, lost } = await isolateFailures({
    items: plan.paths,
    works: async () => (await scan([plan.probe], Math.min(plan.timeoutMs, PROBE_MS))).output !== null,
    run: async (paths) => {
      const result = await scan(paths, plan.timeoutMs)
      return result.output === null
        ? { done: false, failure: result.reason, finished: result.finished }
        : { done: true, output: result.output }
    },
  })
  return {
    matches: outputs.flatMap(({ results }) => results),
    errors: outputs.flatMap(({ errors }) => errors),
    scanned: outputs.flatMap(({ paths }) => paths.scanned),
    lost: new Map(lost),
  }
}
