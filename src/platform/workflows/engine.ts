import type { DBOS as Dbos, WorkflowStatus } from '@dbos-inc/dbos-sdk'
import { Pool } from 'pg'
import { type Logger, SbrError } from '../../kernel/index.ts'

/** What the workflow engine runs in this process right now: it is one for a process. */
let body: ((workflow: string) => Promise<unknown>) | null = null

/** A workflow is cut off far more often than its code is at fault: never give it up by count. */
const MAX_ATTEMPTS = 1_000_000

interface LoadedEngine {
  DBOS: typeof Dbos
  workflow: (input: unknown) => Promise<unknown>
}
let loaded: Promise<LoadedEngine> | null = null

/** Loads DBOS with the first stage of a process: most commands need none, and it takes its time. */
async function loadEngine(): Promise<LoadedEngine> {
  const { DBOS } = await import('@dbos-inc/dbos-sdk')
  const workflow = DBOS.registerWorkflow(
    async (_input: unknown): Promise<unknown> => {
      const id = DBOS.workflowID
      // Only what this process was started for is run here; anything else waits for its own command.
      if (body === null || id === undefined) return new Promise<never>(() => {})
      return body(id)
    },
    { name: 'stage', maxRecoveryAttempts: MAX_ATTEMPTS },
  )
  return { DBOS, workflow }
}

/** The engine, launched for exactly one workflow. */
export interface Engine {
  status(): Promise<WorkflowStatus | null>
  /** Starts it, or waits for the recovery of the attempt before; resolves with its recorded result. */
  run(input: unknown, body: (workflow: string) => Promise<unknown>): Promise<unknown>
  /** Inside of the body: runs a step once and for all. */
  runStep<T>(name: string, run: () => Promise<T>): Promise<T>
  /** Forgets everything recorded about it. */
  forget(): Promise<void>
  shutdown(): Promise<void>
}

/**
 * Launches DBOS on the database for one workflow. Executor id and application version are the workflow's
 * id: launching recovers this workflow and no other, and no other process takes it over in the background.
 */
export async function launchEngine(
  connectionString: string,
  workflow: string,
  logger: Logger,
): Promise<Engine> {
  loaded ??= loadEngine()
  const { DBOS, workflow: registered } = await loaded
  if (DBOS.isInitialized())
    throw new SbrError('BUSY', `${workflow} was not started: this process already runs a stage`, {
      next: 'Run stages of one process one after another.',
    })
  const pool = new Pool({ connectionString, max: 4, application_name: 'sbr-workflows' })
  pool.on('error', () => {})
  DBOS.setConfig({
    name: 'sbr',
    // Only its form is looked at: every connection comes from the pool.
    systemDatabaseUrl: 'postgresql://pool@localhost/pool',
    systemDatabasePool: pool,
    executorID: workflow,
    applicationVersion: workflow,
    useListenNotify: false,
    logger: quietLogger(logger),
  })
  try {
    await DBOS.launch()
  } catch (cause) {
    await pool.end().catch(() => {})
    throw new SbrError('DATABASE', 'The workflow engine could not start on this database', {
      cause,
      next: 'Check that the connecting user may create the schema "dbos".',
    })
  }
  return {
    status: () => DBOS.getWorkflowStatus(workflow),
    async run(input, given) {
      body = given
      const known = await DBOS.getWorkflowStatus(workflow)
      const handle =
        known === null
          ? await DBOS.startWorkflow(registered, { workflowID: workflow })(input)
          : DBOS.retrieveWorkflow(workflow)
      return handle.getResult({ pollingIntervalMs: 100 })
    },
    runStep: (name, run) => DBOS.runStep(run, { name }),
    async forget() {
      if ((await DBOS.getWorkflowStatus(workflow)) !== null) await DBOS.deleteWorkflow(workflow)
    },
    async shutdown() {
      body = null
      await DBOS.shutdown()
      await pool.end().catch(() => {})
    },
  }
}

/** The engine's log goes into ours, one level lower: what concerns a person is said by the stage. */
function quietLogger(logger: Logger) {
  const write = (level: 'debug' | 'info') => (entry: unknown) =>
    logger[level]({ engine: 'dbos' }, String(entry).slice(0, 2000))
  return { debug: write('debug'), info: write('debug'), warn: write('debug'), error: write('info') }
}
