import { existsSync } from 'node:fs'
import { openPackageDirectory } from '../collect/index.ts'
import { createJudge, type Judge, loadPolicy } from '../judge/index.ts'
import type { LoadedTask } from '../kernel/index.ts'
import { type Config, createLogger, openParser, openSandbox, type Sandbox } from '../platform/index.ts'
import type { Policy } from '../reward/index.ts'
import { createEnginePool, packsAmong } from '../scanners/index.ts'
import { ALL_TASKS, createTaskRunner, loadTasks } from '../tasks/index.ts'

export interface JudgeSession {
  judge: Judge
  policy: Policy
}

export interface SessionOptions {
  /** Name of a policy, or a file. */
  policy: string
  /** May samples name tasks? Then their tests run, and the tasks are part of the hash. */
  tasks: boolean
}

/** Samples that are scanned together: engines start once for all of them. */
export const BATCH = 256

/** Opens engines, parser and judge, and closes them whatever happens. */
export async function withJudge<T>(
  options: SessionOptions,
  config: Config,
  body: (session: JudgeSession) => Promise<T>,
): Promise<T> {
  const policy = loadPolicy(options.policy, config.home)
  await using resources = new AsyncDisposableStack()
  const pool = createEnginePool({
    purpose: 'reward',
    home: config.home,
    also: packsAmong(Object.values(policy.required).flat()),
  })
  resources.defer(() => pool.close())
  const parser = await openParser()
  resources.defer(() => parser.dispose())
  // Files of a project import its own modules, which no registry has: only generated code is asked about.
  const asks = options.tasks && config.packageRegistry === 'ask'
  const [engineInfos, advisories] = await Promise.all([
    pool.infos(),
    asks
      ? openPackageDirectory({ home: config.home, logger: createLogger(config.logLevel) })
      : Promise.resolve(null),
  ])
  const folder = ALL_TASKS
  const tests = options.tasks && existsSync(folder) ? await openTests(folder, resources) : {}
  const judge = await createJudge({
    pool,
    policy,
    parser,
    engineInfos,
    timeoutMs: config.scanTimeoutSeconds * 1000,
    ...tests,
    ...(advisories ? { advisories } : {}),
  })
  resources.defer(() => judge.close())
  return await body({ judge, policy })
}

/** The tasks, and a runner that opens the sandbox when the first sample names one: its self-test takes seconds. */
async function openTests(folder: string, resources: AsyncDisposableStack) {
  const tasks = new Map<string, LoadedTask>((await loadTasks(folder)).map((task) => [task.id, task]))
  let opened: Promise<Sandbox> | undefined
  resources.defer(async () => (await opened?.catch(() => undefined))?.close())
  const taskRunner = {
    run: async (task: LoadedTask, code: string) => {
      opened ??= openSandbox()
      return createTaskRunner(await opened).run(task, code)
    },
  }
  return { tasks, taskRunner }
}
