import type { ChatMessage, LoadedTask } from '../kernel/index.ts'

/** How a task is put to a model: one text in training, evaluation and serving, or a figure compares two questions. */
export function renderPrompt(task: LoadedTask): ChatMessage[] {
  const content =
    task.kind === 'repair'
      ? `${task.prompt}\n\`\`\`${task.language}\n${task.vulnerable.trimEnd()}\n\`\`\``
      : task.prompt
  return [{ role: 'user', content }]
}
