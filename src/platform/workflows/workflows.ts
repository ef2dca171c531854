import { digestJson, type Logger, type Progress, SbrError, SILENT, toSbrError } from '../../kernel/index.ts'
import type { Database } from '../database/index.ts'
import { type Engine, launchEngine } from './engine.ts'
import type { Stage, StageResult, StageStatus } from './stage.ts'
import { takeStageLock } from './stage-lock.ts'
import { listStages, recordStage } from './stage-progress.ts'
import { StepRunner } from './step-runner.ts'

export interface RunOptions {
  /** What makes this run the same run; default: the digest of the input's JSON. */
  inputDigest?: string
  signal?: AbortSignal
  progress?: Progress
  /** Runs from its start although it had finished before. */
  again?: boolean
}

/** Durable stages on one database. */
export interface Workflows {
  /**
   * Runs a stage, once for one input: finished before → its stored result; cut off or failed before → continued
   * at the first unfinished step.
   *
   * @throws SbrError `BUSY` where it already runs, `CANCELLED` where the signal ended it, else what a step threw.
   */
  run<Input, Output>(
    stage: Stage<Input, Output>,
    input: Input,
    options?: RunOptions,
  ): Promise<StageResult<Output>>
  list(): Promise<StageStatus[]>
}

/** Milliseconds that running steps get to end after an attempt failed or was cancelled. */
const SETTLE_MS = 10_000

export function openWorkflows(database: Database, logger: Logger): Workflows {
  return {
    run: (stage, input, options = {}) => runStage(database, logger, stage, input, options),
    list: () => listStages(database),
  }
}

async function runStage<Input, Output>(
  database: Database,
  logger: Logger,
  stage: Stage<Input, Output>,
  input: Input,
  options: RunOptions,
): Promise<StageResult<Output>> {
  const workflow = `${stage.name}@${stage.version}:${options.inputDigest ?? digestJson(input)}`
  if (options.signal?.aborted) throw cancelled(stage.name)
  const lock = await takeStageLock(database.connectionString, workflow)
  try {
    const engine = await launchEngine(database.connectionString, workflow, logger)
    try {
      if (options.again) await engine.forget()
      const before = await engine.status()
      if (before?.status === 'SUCCESS') return { output: before.output as Output, workflow, how: 'stored' }
      // Only the engine's own faults end here, such as code whose steps changed under a running workflow.
      if (before !== null && before.status !== 'PENDING' && before.status !== 'ENQUEUED')
        await engine.forget()
      const how = (await engine.status()) === null ? 'ran' : 'resumed'
      const about = { workflow, stage, input, options }
      try {
        return { output: await attempt(database, engine, lock.lost, about), workflow, how }
      } catch (thrown) {
        if (!isOtherSteps(thrown)) throw thrown
        // The program changed since the attempt that was cut off: what that one recorded fits no more.
        await engine.forget()
        return { output: await attempt(database, engine, lock.lost, about), workflow, how: 'ran' }
      }
    } finally {
      await engine.shutdown()
    }
  } finally {
    await lock.release()
  }
}

/** One attempt at a stage's body, ended by its result, its first failure, the caller's signal or a lost lock. */
async function attempt<Input, Output>(
  database: Database,
  engine: Engine,
  lost: AbortSignal,
  about: { workflow: string; stage: Stage<Input, Output>; input: Input; options: RunOptions },
): Promise<Output> {
  const { workflow, stage, input, options } = about
  const recorder = await recordStage(database, { workflow, stage: stage.name }, options.progress ?? SILENT)
  const stop = new AbortController()
  const runner = new StepRunner({
    workflow,
    progress: recorder.progress,
    signal: stop.signal,
    runStep: engine.runStep,
  })
  const cancel = () => runner.fail(cancelled(stage.name))
  const lose = () =>
    runner.fail(
      new SbrError('DATABASE', `${stage.name} lost its connection to the database`, {
        cause: lost.reason,
        next: 'Check the database, then run the same command again: finished steps are kept.',
      }),
    )
  options.signal?.addEventListener('abort', cancel, { once: true })
  lost.addEventListener('abort', lose, { once: true })
  try {
    if (options.signal?.aborted) cancel()
    if (lost.aborted) lose()
    const result = engine.run(input, (id) =>
      id === workflow ? runner.guard(() => stage.run(input, runner)) : new Promise<never>(() => {}),
    )
    result.catch(() => {}) // after a failure nobody waits for it any more
    const output = (await Promise.race([result, runner.failure])) as Output
    await recorder.end('done', null)
    return output
  } catch (thrown) {
    const error = toSbrError(thrown)
    stop.abort(error)
    await runner.settle(SETTLE_MS)
    await recorder.end(error.code === 'CANCELLED' ? 'cancelled' : 'failed', error.message).catch(() => {})
    throw error
  } finally {
    options.signal?.removeEventListener('abort', cancel)
    lost.removeEventListener('abort', lose)
  }
}

/** Did the engine meet other steps than it had recorded? (Its error 26.) */
function isOtherSteps(thrown: unknown): boolean {
  const cause = thrown instanceof SbrError ? thrown.cause : thrown
  return cause instanceof Error && 'dbosErrorCode' in cause && cause.dbosErrorCode === 26
}

const cancelled = (stage: string): SbrError =>
  new SbrError('CANCELLED', `${stage} was cancelled`, {
    next: 'Run the same command again: it continues where it was.',
  })
