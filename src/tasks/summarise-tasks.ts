import type { LoadedTask } from '../kernel/index.ts'

const SPLITS = ['train', 'validation', 'held-out'] as const satisfies LoadedTask['split'][]

/** What a set of tasks covers; counts are tasks where no word stands for another thing. */
export interface TasksSummary {
  tasks: number
  templates: number
  languages: Record<string, number>
  splits: Record<string, { tasks: number; templates: number }>
  cwes: { cwe: number; splits: Record<string, number> }[]
}

/** Counts tasks by language, split and CWE, so that gaps show: a CWE that is only trained is never examined. */
export function summariseTasks(tasks: readonly LoadedTask[]): TasksSummary {
  const templatesOf = (list: readonly LoadedTask[]) => new Set(list.map(({ template }) => template)).size
  const ofSplit = (list: readonly LoadedTask[], split: string) => list.filter((task) => task.split === split)
  const byLanguage = Map.groupBy(tasks, ({ language }) => language)
  const byCwe = Map.groupBy(tasks, ({ cwe }) => cwe)
  return {
    tasks: tasks.length,
    templates: templatesOf(tasks),
    languages: Object.fromEntries([...byLanguage].sort().map(([language, list]) => [language, list.length])),
    splits: Object.fromEntries(
      SPLITS.map((split) => {
        const list = ofSplit(tasks, split)
        return [split, { tasks: list.length, templates: templatesOf(list) }]
      }),
    ),
    cwes: [...byCwe]
      .sort(([a], [b]) => a - b)
      .map(([cwe, list]) => ({
        cwe,
        splits: Object.fromEntries(SPLITS.map((split) => [split, ofSplit(list, split).length])),
      })),
  }
}
