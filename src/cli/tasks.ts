import type { Command } from 'commander'
import { EXIT } from '../kernel/index.ts'
import { openSandbox } from '../platform/index.ts'
import { ALL_TASKS, createTaskRunner, loadTasks, validateTask } from '../tasks/index.ts'
import { runCommand } from './context.ts'
import type { RegisterCommand } from './register-command.ts'

/** `sbr tasks list` and `sbr tasks validate`. */
export const registerTasks: RegisterCommand = (program: Command) => {
  const tasks = program.command('tasks').description('coding tasks with functional and exploit tests')
  tasks
    .command('list')
    .argument('[folder]', 'folder with one task a sub-folder', ALL_TASKS)
    .option('--json', 'one JSON array')
    .description('list the tasks of a folder')
    .action((folder: string, options: { json?: boolean }) =>
      runCommand(async (context) => {
        const loaded = await loadTasks(folder)
        const rows = loaded.map(({ id, language, cwe, split, template, entryPoint }) => ({
          id,
          language,
          cwe,
          split,
          template,
          entryPoint,
        }))
        if (options.json) await context.out(`${JSON.stringify(rows)}\n`)
        else
          for (const row of rows)
            await context.out(`${row.id.padEnd(28)} CWE-${String(row.cwe).padEnd(5)} ${row.split}\n`)
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
        try {
          const runner = createTaskRunner(sandbox)
          let broken = 0
          await Promise.all(
            loaded.map(async (task) => {
              const problems = await validateTask(runner, task)
              if (problems.length > 0) broken++
              if (options.json) await context.out(`${JSON.stringify({ id: task.id, problems })}\n`)
              else if (problems.length > 0) await context.out(`${task.id}: ${problems.join('; ')}\n`)
            }),
          )
          context.say(`${loaded.length - broken} of ${loaded.length} tasks hold`)
          return broken === 0 ? EXIT.done : EXIT.failure
        } finally {
          await sandbox.close()
        }
      }),
    )
}
