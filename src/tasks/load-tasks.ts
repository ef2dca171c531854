import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { type LoadedTask, SbrError, type Task, TaskSchema } from '../kernel/index.ts'

const validator = Compile(TaskSchema)
const FILE_NAME = /^[\w.-]+$/

/**
 * Loads every task of a folder, sorted by id: a sub-folder with a `task.json` is a task, one without is a suite
 * with a task a sub-folder.
 *
 * @throws SbrError `BAD_INPUT` naming the file: broken JSON, a missing file, an id twice, or a template that
 *   stands in two splits, through which training would see what evaluation asks.
 */
export async function loadTasks(folder: string): Promise<LoadedTask[]> {
  if (!existsSync(folder))
    throw new SbrError('NOT_FOUND', `There is no folder ${folder}`, {
      next: 'Name a folder with one task a sub-folder.',
    })
  const tasks: LoadedTask[] = []
  for (const child of await listFolders(folder))
    if (existsSync(join(child, 'task.json'))) tasks.push(await loadTask(child))
    else for (const task of await listFolders(child)) tasks.push(await loadTask(task))
  tasks.sort((a, b) => (a.id < b.id ? -1 : 1))
  if (tasks.length === 0)
    throw new SbrError('NOT_FOUND', `No task in ${folder}`, {
      next: 'A task is a sub-folder with a task.json: see docs/tasks.md.',
    })
  refuseRepeats(tasks, folder)
  return tasks
}

async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort()
}

async function loadTask(folder: string): Promise<LoadedTask> {
  const task = parseTask(await readText(join(folder, 'task.json')), join(folder, 'task.json'))
  const text = async (name: keyof Task['files']) => {
    const file = task.files[name]
    if (!FILE_NAME.test(file) || file.startsWith('.'))
      throw new SbrError('BAD_INPUT', `${folder}/task.json: files.${name} is no plain file name`, {
        next: 'Name a file beside task.json.',
      })
    return readText(join(folder, file))
  }
  return {
    ...task,
    vulnerable: await text('vulnerable'),
    secure: await text('secure'),
    alternative: await text('alternative'),
    visibleTests: await text('visibleTests'),
    hiddenTests: await text('hiddenTests'),
    exploitTests: await text('exploitTests'),
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new SbrError('BAD_INPUT', `Could not read ${path}`, {
      cause,
      next: 'A task needs every file that its task.json names.',
    })
  }
}

function parseTask(text: string, path: string): Task {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new SbrError('BAD_INPUT', `${path} is not JSON`, { cause, next: 'Mend the file.' })
  }
  if (validator.Check(value)) return value
  const [first] = validator.Errors(value)
  throw new SbrError('BAD_INPUT', `${path}: ${first?.instancePath ?? ''} ${first?.message ?? ''}`, {
    next: 'See docs/tasks.md.',
  })
}

function refuseRepeats(tasks: readonly LoadedTask[], folder: string): void {
  const ids = new Set<string>()
  const splits = new Map<string, string>()
  for (const task of tasks) {
    if (ids.has(task.id))
      throw new SbrError('BAD_INPUT', `${folder}: the id ${task.id} stands twice`, {
        next: 'Rename one of them.',
      })
    ids.add(task.id)
    const known = splits.get(task.template) ?? task.split
    if (known !== task.split)
      throw new SbrError(
        'BAD_INPUT',
        `${folder}: the template ${task.template} is in ${known} and in ${task.split}`,
        {
          next: 'Keep all tasks of one template in one split.',
        },
      )
    splits.set(task.template, task.split)
  }
}
