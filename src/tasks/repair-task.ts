import type { LoadedTask } from '../kernel/index.ts'

/**
 * The same task as a repair: the vulnerable reference is given and is to be rewritten, judged by the same tests.
 * Template and split stay, so that nothing leaks between the two forms. Says nothing of what is wrong.
 */
export function toRepairTask(task: LoadedTask): LoadedTask {
  if (task.kind === 'repair') return task
  return {
    ...task,
    id: `${task.id}-repair`,
    kind: 'repair',
    prompt: `Rewrite this code so that it is correct and robust. What it has to do: ${task.prompt}`,
  }
}
