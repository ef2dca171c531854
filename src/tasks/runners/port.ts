import type { LoadedTask, TaskOutcome } from '../../kernel/index.ts'
import type { Sandbox } from '../../platform/index.ts'

/** Runs candidates of one language; a further language, or a further way to run one, is a sibling behind this port. */
export interface LanguageRunner {
  readonly language: LoadedTask['language']
  /** Runs all tests of the task over the candidate, in the sandbox and nowhere else. */
  run(sandbox: Sandbox, task: LoadedTask, code: string): Promise<TaskOutcome>
}

/** Seconds that one test may take, and milliseconds that all of a job may. */
export const TEST_SECONDS = 6
export const JOB_MS = 25_000
