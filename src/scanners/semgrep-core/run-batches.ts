import { isAbsolute, relative } from 'node:path'
import { isolateFailures } from '../shared/isolate-failure.ts'
import type { CoreResult } from './core-command.ts'
import { type CoreError, type CoreMatch, type CoreOutput, reasonOfError } from './core-output.ts'

export interface BatchTotals {
  matches: CoreMatch[]
  errors: CoreError[]
  scanned: string[]
  /** Targets that no run of the core came back from, with the reason. */
  lost: Map<string, string>
}

export interface BatchPlan {
  /** Holds the targets: the core reports absolute paths. */
  folder: string
  /** Paths within `folder`. */
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
  const { outputs, lost } = await isolateFailures<string, CoreOutput, string>({
    items: plan.paths,
    works: async () => (await scan([plan.probe], Math.min(plan.timeoutMs, PROBE_MS))).output !== null,
    run: async (paths) => {
      const result = await scan(paths, plan.timeoutMs)
      return result.output === null
        ? { done: false, failure: result.reason, finished: result.finished }
        : { done: true, ...withoutUnanswered(result.output, paths, plan.folder) }
    },
  })
  return {
    matches: outputs.flatMap(({ results }) => results),
    errors: outputs.flatMap(({ errors }) => errors),
    scanned: outputs.flatMap(({ paths }) => paths.scanned),
    lost: new Map(lost),
  }
}

/**
 * Takes out of an output what it does not really answer: targets that it neither scanned nor names in an error, and
 * those that failed for no reason of the code, which may be their fault or the whole run's, as when memory ran out. Its
 * word about nobody's target goes with them.
 */
function withoutUnanswered(output: CoreOutput, paths: readonly string[], folder: string) {
  const within = (path: string) => (isAbsolute(path) ? relative(folder, path) : path)
  const suspect = output.errors.filter(isSuspect)
  const answered = new Set([...output.paths.scanned, ...output.errors.flatMap(pathsOf)].map(within))
  for (const path of suspect.flatMap(pathsOf)) answered.delete(within(path))
  const items = paths.filter((path) => !answered.has(path))
  if (items.length === 0) return { output }
  const isAnswered = (path: string) => answered.has(within(path))
  return {
    output: {
      ...output,
      results: output.results.filter(({ path }) => isAnswered(path)),
      errors: output.errors.filter((error) => error.rule_id !== undefined || pathsOf(error).some(isAnswered)),
      paths: { scanned: output.paths.scanned.filter(isAnswered) },
    },
    unanswered: { items, failure: suspect[0] ? reasonOfError(suspect[0]) : 'not-scanned' },
  }
}

const isSuspect = (error: CoreError): boolean =>
  error.rule_id === undefined && SUSPECT_REASONS.has(reasonOfError(error))

const SUSPECT_REASONS = new Set(['out-of-memory', 'engine-error'])

const pathsOf = ({ location }: CoreError): string[] => (location ? [location.path] : [])
