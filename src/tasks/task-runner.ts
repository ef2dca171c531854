import { type LoadedTask, SbrError, type TaskOutcome } from '../kernel/index.ts'
import type { Sandbox } from '../platform/index.ts'
import { javascriptRunner, typescriptRunner } from './runners/node.ts'
import type { LanguageRunner } from './runners/port.ts'
import { pythonRunner } from './runners/python.ts'

/** Runs candidates against the tests of a task. */
export interface TaskRunner {
  run(task: LoadedTask, code: string): Promise<TaskOutcome>
}

/** The runners that come along, one a language. */
export const LANGUAGE_RUNNERS: readonly LanguageRunner[] = [pythonRunner, javascriptRunner, typescriptRunner]

/**
 * A task runner on an open sandbox; nothing of a candidate runs anywhere else.
 *
 * @param runners how each language is run; a later one for a language takes the place of an earlier one.
 * @throws SbrError `NOT_FOUND` by `run`, where no runner is for the task's language.
 */
export function createTaskRunner(
  sandbox: Sandbox,
  runners: readonly LanguageRunner[] = LANGUAGE_RUNNERS,
): TaskRunner {
  const byLanguage = new Map(runners.map((runner) => [runner.language, runner]))
  return {
    run: async (task, code) => {
      const runner = byLanguage.get(task.language)
      if (!runner)
        throw new SbrError('NOT_FOUND', `Task ${task.id}: nothing runs ${task.language}`, {
          next: 'Give createTaskRunner a LanguageRunner for it: see docs/tasks.md.',
        })
      return runner.run(sandbox, task, code)
    },
  }
}
