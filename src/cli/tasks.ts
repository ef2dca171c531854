import { type Command, Option } from 'commander'
import { EXIT, type LoadedTask, SbrError } from '../kernel/index.ts'
import { openSandbox } from '../platform/index.ts'
import {
  ALL_TASKS,
  createTaskRunner,
  loadTasks,
  summariseTasks,
  toRepairTask,
  validateTask,
} from '../tasks/index.ts'
import { runCommand } from './context.ts'
import { showProgress } from './progress.ts'
import type { RegisterCommand } from './register-command.ts'
import { ending, PARTS, type Part, renderList, renderSummary, renderTask } from './render-tasks.ts'

const SPLITS = ['train', 'validation', 'held-out']
const LANGUAGES = ['python', 'javascript', 'typescript']

interface ListOptions {
  split?: LoadedTask['split']
  language?: LoadedTask['language']
  cwe?: number
  summary?: boolean
  json?: boolean
}

interface ShowOptions {
  part?: Part
  repair?: boolean
  heldOut?: boolean
  json?: boolean
}

/** `sbr tasks list`, `sbr tasks show` and `sbr tasks validate`. */
export const registerTasks: RegisterCommand = (program: Command) => {
  const tasks = program.command('tasks').description('coding tasks with functional and exploit tests')
  tasks
    .command('list')
    .argument('[folder]', 'folder with one task a sub-folder', ALL_TASKS)
    .addOption(new Option('--split <split>', 'only those of a split').choices(SPLITS))
    .addOption(new Option('--language <language>', 'only those of a language').choices(LANGUAGES))
    .option('--cwe <number>', 'only those of a weakness', Number)
    .option('--summary', 'count by language, split and CWE')
    .option('--json', 'one JSON array; with --summary one object')
    .description('list the tasks of a folder')
    .action((folder: string, options: ListOptions) =>
      runCommand(async (context) => {
        const loaded = (await loadTasks(folder)).filter(
          ({ split, language, cwe }) =>
            (options.split ?? split) === split &&
            (options.language ?? language) === language &&
            (options.cwe ?? cwe) === cwe,
        )
        if (options.summary) await context.out(renderSummary(summariseTasks(loaded), options.json === true))
        else await context.out(renderList(loaded, options.json === true))
        if (loaded.length === 0) context.say('No task is of that kind.')
        return EXIT.done
      }),
    )
  tasks
    .command('show')
    .argument('<id>', 'id of a task')
    .argument('[folder]', 'folder with one task a sub-folder', ALL_TASKS)
    .addOption(new Option('--part <part>', 'one text as it is').choices(PARTS))
    .option('--repair', 'in its form as a repair: rewrite the vulnerable code')
    .option('--held-out', 'show it although it is held out: who writes rules or trains must not see it')
    .option('--json', 'everything as one JSON object')
    .description('show what a task asks, its references and its tests')
    .action((id: string, folder: string, options: ShowOptions) =>
      runCommand(async (context) => {
        const found = (await loadTasks(folder)).find((task) => task.id === id)
        if (!found)
          throw new SbrError('NOT_FOUND', `No task ${id} in ${folder}`, { next: 'See `sbr tasks list`.' })
        if (found.split === 'held-out' && !options.heldOut)
          throw new SbrError('BAD_USAGE', `${id} is held out: nobody who writes rules or trains may see it`, {
            next: 'Add --held-out if you neither write rules, tricks, prompts nor thresholds.',
          })
        const task = options.repair ? toRepairTask(found) : found
        if (options.json) await context.out(`${JSON.stringify(task, null, 2)}\n`)
        else if (options.part) await context.out(ending(task[options.part]))
        else await context.out(renderTask(task))
        return EXIT.done
      }),
    )
  tasks
    .command('validate')
    .argument('[folder]', 'folder with one task a sub-folder', ALL_TASKS)
    .option('--json', 'one JSON object a task')
    .description('prove by running them that tasks hold: secure passes all, vulnerable falls to the exploit')
    .action((folder: string, options: { json?: boolean }) =>
      runCommand(async (context) => {
        const loaded = await loadTasks(folder)
        const sandbox = await openSandbox()
        const progress = showProgress(context)
        try {
          const runner = createTaskRunner(sandbox)
          let broken = 0
          let done = 0
          progress.step('running references, stubs and attacks')
          await Promise.all(
            loaded.map(async (task) => {
              const problems = await validateTask(runner, task)
              progress.advance(++done, loaded.length, 'tasks')
              if (problems.length > 0) broken++
              if (options.json) await context.out(`${JSON.stringify({ id: task.id, problems })}\n`)
              else if (problems.length > 0) await context.out(`${task.id}: ${problems.join('; ')}\n`)
            }),
          )
          progress.end()
          context.say(`${loaded.length - broken} of ${loaded.length} tasks hold`)
          return broken === 0 ? EXIT.done : EXIT.failure
        } finally {
          await sandbox.close()
        }
      }),
    )
}
