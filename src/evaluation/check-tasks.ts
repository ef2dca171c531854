import { SbrError } from '../kernel/index.ts'
import type { EvaluationOptions } from './evaluation-options.ts'

/** Refuses what would make the figures mean something else than they say. */
export function checkEvaluation(options: EvaluationOptions): void {
  const refuse = (message: string, next: string): never => {
    throw new SbrError('BAD_INPUT', message, { next })
  }
  if (options.arms.length === 0 || options.tasks.length === 0 || options.perTask < 1)
    refuse('Nothing to evaluate', 'Give at least one arm, one held-out task and one generation a task.')
  if (new Set(options.arms.map((arm) => arm.name)).size < options.arms.length)
    refuse('Two arms have one name', 'Name each arm differently.')
  if (new Set(options.tasks.map((task) => task.id)).size < options.tasks.length)
    refuse('A task stands twice in the evaluation', 'Give each task once.')
  for (const task of options.tasks) {
    if (task.split !== 'held-out')
      refuse(`Task ${task.id} is of the split ${task.split}`, 'Evaluate on held-out tasks only.')
    if (options.trainedTemplates.has(task.template) || options.trainedTemplates.has(`task:${task.template}`))
      refuse(
        `The template "${task.template}" of held-out task ${task.id} was trained on`,
        'Move the task or take its template out of the dataset, then train again.',
      )
  }
}
