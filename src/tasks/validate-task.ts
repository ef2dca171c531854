import type { LoadedTask, TaskOutcome } from '../kernel/index.ts'
import type { TaskRunner } from './task-runner.ts'

/**
 * Proves a task by machine: both secure references pass everything, the vulnerable one does the job and falls to
 * at least one exploit test, and neither an empty answer nor a stub of the entry point passes a functional test.
 *
 * @returns what is wrong; empty when the task holds.
 */
export async function validateTask(runner: TaskRunner, task: LoadedTask): Promise<string[]> {
  const run = (code: string) => runner.run(task, code)
  const problems = [
    ...checkReference('secure reference', await run(task.secure)),
    ...checkReference('alternative secure reference', await run(task.alternative)),
    ...checkVulnerable(await run(task.vulnerable)),
  ]
  if (normalise(task.alternative) === normalise(task.secure))
    problems.push('the alternative is the secure reference again')
  for (const [name, code] of stubsOf(task))
    if ((await run(code)).functional.passed > 0) problems.push(`${name} passes a functional test`)
  return problems
}

function checkReference(name: string, { status, reason, functional, exploit }: TaskOutcome): string[] {
  if (status !== 'ok') return [`the ${name} did not run: ${reason}`]
  const problems: string[] = []
  if (functional.total === 0) problems.push('there is no functional test')
  if (exploit.total === 0) problems.push('there is no exploit test')
  if (functional.passed < functional.total) problems.push(`the ${name} fails a functional test`)
  if (exploit.passed < exploit.total) problems.push(`the ${name} falls to an exploit test`)
  return problems
}

function checkVulnerable({ functional, exploit }: TaskOutcome): string[] {
  const problems: string[] = []
  if (functional.passed < functional.total || functional.total === 0)
    problems.push('the vulnerable reference fails a functional test')
  if (exploit.total > 0 && exploit.passed === exploit.total)
    problems.push('the vulnerable reference withstands every exploit test')
  return problems
}

/** Answers that do nothing: their functional tests must all fail, or they measure nothing. */
function stubsOf({ language, entryPoint }: LoadedTask): [name: string, code: string][] {
  const body = {
    python: `def ${entryPoint}(*args, **kwargs):\n    return None\n`,
    javascript: `function ${entryPoint}() {}\nmodule.exports = { ${entryPoint} }\n`,
    typescript: `export function ${entryPoint}(...args: unknown[]): undefined {}\n`,
  }
  return [
    ['an empty answer', '\n'],
    ['a stub', body[language]],
  ]
}

const normalise = (code: string): string => code.replace(/\s+/g, ' ').trim()
