import { cweName } from '../findings/index.ts'
import type { LoadedTask } from '../kernel/index.ts'
import type { TasksSummary } from '../tasks/index.ts'

/** Texts of a task that can be asked for alone. */
export const PARTS = [
  'prompt',
  'vulnerable',
  'secure',
  'alternative',
  'visibleTests',
  'hiddenTests',
  'exploitTests',
] as const
export type Part = (typeof PARTS)[number]

/** A line a task, or a JSON array of what the lines say and more. */
export function renderList(tasks: readonly LoadedTask[], asJson: boolean): string {
  if (!asJson)
    return tasks
      .map(
        ({ id, cwe, split, language }) =>
          `${id.padEnd(28)} CWE-${String(cwe).padEnd(5)} ${split.padEnd(11)} ${language}\n`,
      )
      .join('')
  const rows = tasks.map(({ id, language, cwe, split, template, entryPoint }) => ({
    id,
    language,
    cwe,
    split,
    template,
    entryPoint,
  }))
  return `${JSON.stringify(rows)}\n`
}

/** What the tasks cover, with the names of the weaknesses. */
export function renderSummary(summary: TasksSummary, asJson: boolean): string {
  if (asJson) return `${JSON.stringify(summary)}\n`
  const lines = [
    `${summary.tasks} tasks of ${summary.templates} templates over ${summary.cwes.length} CWEs`,
    Object.entries(summary.languages)
      .map(([language, count]) => `${count} ${language}`)
      .join(', '),
    Object.entries(summary.splits)
      .map(([split, { tasks, templates }]) => `${tasks} ${split} (${templates} templates)`)
      .join(', '),
    '',
    'train  validation  held-out  weakness',
    ...summary.cwes.map(
      ({ cwe, splits }) =>
        `${String(splits.train).padStart(5)}  ${String(splits.validation).padStart(10)}  ` +
        `${String(splits['held-out']).padStart(8)}  CWE-${cwe} ${cweName(cwe) ?? ''}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** A task to be read by a person: what is asked, then each text under its name. */
export function renderTask(task: LoadedTask): string {
  const { id, language, template, split, cwe, kind, entryPoint } = task
  const head = `${id}  ${language}  CWE-${cwe} ${cweName(cwe) ?? ''}\n${kind}, ${split}, template ${template}, calls ${entryPoint}\n`
  return head + PARTS.map((part) => `\n── ${part} ──\n${ending(task[part])}`).join('')
}

/** The text with exactly one line break at its end. */
export const ending = (text: string): string => `${text.trimEnd()}\n`
