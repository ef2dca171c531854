import type { Sample } from '../../src/kernel/index.ts'
import { loadTasks, STARTER_TASKS } from '../../src/tasks/index.ts'

/**
 * So many different samples: references of the tasks that are not held out, vulnerable and secure in turn, each with
 * a function of its own, so that no two are alike to any cache.
 */
export async function makeSamples(count: number): Promise<Sample[]> {
  const tasks = (await loadTasks(STARTER_TASKS)).filter(({ split }) => split !== 'held-out')
  const references = tasks.flatMap((task) =>
    [task.vulnerable, task.secure].map((code) => ({ language: task.language, code })),
  )
  return Array.from({ length: count }, (_, index) => {
    const { language, code } = references[index % references.length] ?? { language: 'python', code: '' }
    const own =
      language === 'python'
        ? `\n\ndef count_${index}(items):\n    return len(items) + ${index}\n`
        : `\n\nfunction count${index}(items) {\n  return items.length + ${index}\n}\n`
    return { id: `sample-${index}`, language, code: `${code.trimEnd()}${own}` }
  })
}
