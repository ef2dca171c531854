import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Identity, localOperator } from '../access/index.ts'
import { type Corpus, type LocalCorpus, openLocalCorpus } from '../corpus/index.ts'
import type { Logger, Progress } from '../kernel/index.ts'
import { type Config, openWorkflows, type Stage, type Workflows } from '../platform/index.ts'
import type { StageTiming } from './report/index.ts'

/** What every stage of a command works with: one database, one set of folders, one way to be cancelled. */
export interface Workspace {
  config: Config
  corpus: Corpus
  local: LocalCorpus
  logger: Logger
  progress: Progress
  signal: AbortSignal
  /** Stages run so far by this command, for reports. */
  timings: StageTiming[]
  /** A folder below the home, made when it is missing. */
  folder(...names: string[]): Promise<string>
  /** Runs a durable stage: finished before with this input → its stored result. */
  run<Input, Output>(
    stage: Stage<Input, Output>,
    input: Input,
    options?: { again?: boolean },
  ): Promise<Output>
}

export interface WorkspaceOptions {
  config: Config
  logger: Logger
  progress: Progress
  signal: AbortSignal
  /** Who acts. Default: whoever sits at this machine. */
  actor?: Identity
}

/** Opens the corpus and the workflows for one command, and lets go of them whatever happens. */
export async function withWorkspace<T>(
  options: WorkspaceOptions,
  body: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const { config, logger, progress, signal } = options
  const local = await openLocalCorpus(config, options.actor ?? localOperator())
  const workflows: Workflows = openWorkflows(local.database, logger)
  const timings: StageTiming[] = []
  try {
    return await body({
      config,
      corpus: local.corpus,
      local,
      logger,
      progress,
      signal,
      timings,
      async folder(...names) {
        const path = join(config.home, ...names)
        await mkdir(path, { recursive: true, mode: 0o700 })
        return path
      },
      async run(stage, input, again) {
        const started = process.hrtime.bigint()
        progress.step(stage.name)
        const result = await workflows.run(stage, input, { signal, progress, ...again })
        const seconds = Number(process.hrtime.bigint() - started) / 1e9
        timings.push({ stage: stage.name, seconds, reused: result.how === 'stored' })
        return result.output
      },
    })
  } finally {
    await local.close()
  }
}
