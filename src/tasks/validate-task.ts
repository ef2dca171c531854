import type { LoadedTask } from '../kernel/index.ts'
import type { TaskRunner } from './task-runner.ts'

/**
 * Proves a task by machine: the secure reference passes everything, the vulnerable one does the job and falls to
 * at least one exploit test, and an empty answer passes no functional test.
 *
 * @returns what is wrong; empty when the task holds.
 */
export async function validateTask(runner: TaskRunner, task: LoadedTask): Promise<string[]> {
  const problems: string[] = []
  const secure = await runner.run(task, task.secure)
  if (secure.status !== 'ok') problems.push(`the secure reference did not run: ${secure.reason}`)
  if (secure.functional.total === 0) problems.push('there is no functional test')
  if (secure.exploit.total === 0) problems.push('there is no exploit test')
  if (secure.functional.passed < secure.functional.total)
    problems.push('the secure reference fails a functional test')
  if (secure.exploit.passed < secure.exploit.total)
    problems.push('the secure reference falls to an exploit test')
  const vulnerable = await runner.run(task, task.vulnerable)
  if (vulnerable.functional.passed < vulnerable.functional.total || vulnerable.functional.total === 0)
    problems.push('the vulnerable reference fails a functional test')
  if (vulnerable.exploit.total > 0 && vulnerable.exploit.passed === vulnerable.exploit.total)
    problems.push('the vulnerable reference withstands every exploit test')
  const stub = await runner.run(task, '\n')
  if (stub.functional.passed > 0) problems.push('an empty answer passes a functional test')
  return problems
}
