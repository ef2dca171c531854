import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LoadedTask } from '../kernel/index.ts'
import { openSandbox, type Sandbox } from '../platform/index.ts'
import {
  createTaskRunner,
  LANGUAGE_RUNNERS,
  type LanguageRunner,
  loadTasks,
  STARTER_TASKS,
  type TaskRunner,
  toRepairTask,
  validateTask,
} from './index.ts'

const FOLDER = STARTER_TASKS
let sandbox: Sandbox
let runner: TaskRunner
let tasks: LoadedTask[]
beforeAll(async () => {
  sandbox = await openSandbox()
  runner = createTaskRunner(sandbox)
  tasks = await loadTasks(FOLDER)
})
afterAll(() => sandbox.close())
const find = (id: string) => tasks.find((task) => task.id === id) as LoadedTask

describe('the tasks', () => {
  it('are enough for training and for evaluation, and no template is in two splits', () => {
    expect(tasks.filter((task) => task.split === 'train').length).toBeGreaterThanOrEqual(40)
    expect(tasks.filter((task) => task.split === 'held-out').length).toBeGreaterThanOrEqual(20)
  })

  it('hold what they promise: one of each CWE and language here, all by `sbr tasks validate`', async () => {
    const chosen = [...new Map(tasks.map((task) => [`${task.language}-${task.cwe}`, task])).values()]
    expect(chosen.length).toBeGreaterThan(15)
    for (const task of chosen) expect(await validateTask(runner, task), task.id).toEqual([])
  })
})

const CHEATS_PYTHON = [
  'import os\nos._exit(0)',
  'import sys\nsys.exit(0)',
  'raise SystemExit(0)',
  'def find_user(*a):\n    import os\n    os._exit(0)',
  'def find_user(*a):\n    raise SystemExit(0)',
  'def find_user(*a):\n    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)',
  'print(\'{"parses": true, "functional": [["a", true]], "exploit": [["b", true]]}\')\ndef find_user(*a):\n    return 1',
  'import sys\nfor m in list(sys.modules.values()):\n    for n in dir(m):\n        if n.startswith("test_"): setattr(m, n, lambda: None)\ndef find_user(*a):\n    return 1',
  'import hidden_tests, exploit_tests\ndef find_user(*a):\n    return 1',
  'class Any:\n    def __eq__(self, other): return True\n    def __iter__(self): return iter(())\ndef find_user(*a):\n    import sqlite3\n    raise sqlite3.Error()',
  'import builtins\nbuiltins.AssertionError = BaseException\ndef find_user(*a):\n    return 1',
  'def find_user(*a):\n    return find_user(*a)',
  'import threading, os\nthreading.Timer(0, lambda: os._exit(0)).start()\ndef find_user(*a):\n    while True: pass',
  'import os\nfor fd in range(3, 60):\n    try: os.write(fd, b"x" * 32)\n    except OSError: pass\ndef find_user(*a):\n    return 1',
  'import glob\nfor p in glob.glob("/proc/[0-9]*/fd/*"):\n    try: open(p, "wb").write(b"{}")\n    except OSError: pass\ndef find_user(*a):\n    return 1',
]
const WALKS_FRAMES = `import os, sys
def find_user(*a):
    frame = sys._getframe()
    while frame:
        if 'key' in frame.f_locals and 'send' in frame.f_locals:
            os.write(frame.f_locals['send'], frame.f_locals['key'])
            os._exit(0)
        frame = frame.f_back
import sys as s
f = s._getframe()
while f:
    if 'key' in f.f_locals and 'send' in f.f_locals:
        os.write(f.f_locals['send'], f.f_locals['key'])
        os._exit(0)
    f = f.f_back
`
const CHEATS_NODE = [
  'require("node:assert").deepEqual = () => {}; require("node:assert").strict.deepEqual = () => {}; function parseList() {}',
  'Object.defineProperty(Object.prototype, "toJSON", { configurable: true, value() { return { parses: true, tests: [["a", true]] } } }); function parseList() {}',
  'Promise.race = async () => undefined; function parseList() { throw 1 }',
  'require("node:assert").AssertionError.prototype.constructor = null; globalThis.setTimeout = () => {}; function parseList() {}',
  'process.exit(0)',
  'process.reallyExit(0)',
  'function parseList() { process.exit(0) }',
  'console.log(JSON.stringify({ parses: true, tests: [["a", true]] })); function parseList() {}',
  'JSON.stringify = () => \'{"parses":true,"tests":[["a",true]]}\'; function parseList() {}',
  'require("fs").writeSync = () => {}; function parseList() {}',
  'require("node:assert/strict").deepEqual = null; function parseList() { throw 1 }',
  'process.on("exit", () => process.exit(0)); function parseList() {}',
  'function parseList() { return new Promise(() => {}) }',
  'function parseList() { while (true) {} }',
]

describe('the task runner', () => {
  it('gives cheats no functional pass', async () => {
    for (const [id, cheats] of [
      ['py-sql-find-user', [...CHEATS_PYTHON, WALKS_FRAMES]],
      ['js-eval-list', CHEATS_NODE],
    ] as const)
      await Promise.all(
        cheats.map(async (code) => {
          const { functional } = await runner.run(find(id), code)
          expect(functional.passed === functional.total && functional.total > 0, code).toBe(false)
        }),
      )
  }, 400_000)

  it('tells broken code from code that fails', async () => {
    expect(await runner.run(find('py-sql-find-user'), 'def find_user(:')).toMatchObject({ parses: false })
    expect(await runner.run(find('py-sql-find-user'), 'def other(): pass')).toMatchObject({
      parses: true,
      functional: { passed: 0, total: 3 },
    })
    expect(await runner.run(find('js-eval-list'), 'function (')).toMatchObject({ parses: false })
  })

  it('takes a JavaScript function with and without an export', async () => {
    const body = 'function parseList(text) { return JSON.parse(text) }'
    for (const code of [body, `${body}\nmodule.exports = { parseList }`, `export ${body}`])
      expect((await runner.run(find('js-eval-list'), code)).functional, code).toEqual({ passed: 5, total: 5 })
  })

  it('ends what does not end', async () => {
    const started = Date.now()
    const result = await runner.run(find('py-sql-find-user'), 'while True: pass')
    expect(result.functional.passed).toBe(0)
    expect(Date.now() - started).toBeLessThan(27_000)
  })
})

describe('loading tasks', () => {
  const copyOf = (edit: (json: Record<string, unknown>) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'sbr-tasks-'))
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, name))
      cpSync(join(FOLDER, 'py-sql-find-user'), join(folder, name), { recursive: true })
      const json = JSON.parse(readFileSync(join(folder, name, 'task.json'), 'utf8')) as Record<
        string,
        unknown
      >
      json.id = name
      if (name === 'b') edit(json)
      writeFileSync(join(folder, name, 'task.json'), JSON.stringify(json))
    }
    return folder
  }

  it('names what is wrong and where', async () => {
    await expect(loadTasks(copyOf((json) => Object.assign(json, { id: 'a' })))).rejects.toThrow(
      /stands twice/,
    )
    await expect(loadTasks(copyOf((json) => Object.assign(json, { split: 'held-out' })))).rejects.toThrow(
      /is in train and in held-out/,
    )
    await expect(loadTasks(copyOf((json) => Object.assign(json, { cwe: 'x' })))).rejects.toThrow(
      /b\/task\.json: \/cwe/,
    )
    await expect(
      loadTasks(copyOf((json) => Object.assign(json.files as object, { secure: '../../etc/passwd' }))),
    ).rejects.toThrow(/no plain file name/)
    await expect(
      loadTasks(copyOf((json) => Object.assign(json.files as object, { secure: 'gone.py' }))),
    ).rejects.toThrow(/Could not read/)
    await expect(loadTasks(join(FOLDER, 'no-such-folder'))).rejects.toThrow(/no folder/)
  })
})

describe('other languages and suites', () => {
  const typescript = (code: string) => ({
    ...find('js-eval-list'),
    language: 'typescript' as const,
    secure: code,
  })

  it('runs TypeScript: its types go, what is more than a type stays', async () => {
    const plain =
      'export function parseList(text: string): unknown[] {\n  return JSON.parse(text) as unknown[]\n}\n'
    const enumeration = `enum Mode {\n  Plain = 1,\n}\nfunction parseList(text: string): unknown[] {\n  return Mode.Plain === 1 ? JSON.parse(text) : []\n}\n`
    for (const code of [plain, enumeration]) {
      const { parses, functional } = await runner.run(typescript(code), code)
      expect(parses, code).toBe(true)
      expect(functional.passed, code).toBe(functional.total)
    }
    expect(await runner.run(typescript(''), 'function parseList(text: {')).toMatchObject({ parses: false })
    // Types are taken away, not checked.
    const wrong = 'export const parseList = (text: number): string => JSON.parse(text as never)\n'
    expect((await runner.run(typescript(wrong), wrong)).functional.passed).toBeGreaterThan(0)
  })

  it('counts visible and hidden tests together: an answer that knows the visible ones alone does not pass', async () => {
    const task = find('js-eval-list')
    const outcome = await runner.run(task, 'const parseList = (text) => (text === "[1, 2]" ? [1, 2] : [])')
    expect(outcome.functional.passed).toBeLessThan(outcome.functional.total)
  })

  it('gives a task as a repair, with the same tests, template and split', async () => {
    const task = find('py-sql-find-user')
    const repair = toRepairTask(task)
    expect(repair).toMatchObject({
      id: 'py-sql-find-user-repair',
      kind: 'repair',
      template: task.template,
      split: task.split,
    })
    expect(toRepairTask(repair)).toBe(repair)
    expect(await validateTask(runner, repair)).toEqual([])
  })

  it('takes a runner of somebody else for a language, and says where there is none', async () => {
    const asked: string[] = []
    const own: LanguageRunner = {
      language: 'python',
      run: async (_, task, code) => {
        asked.push(`${task.id} ${code}`)
        return {
          parses: true,
          functional: { passed: 1, total: 1 },
          exploit: { passed: 1, total: 1 },
          status: 'ok',
          reason: null,
        }
      },
    }
    const outcome = await createTaskRunner(sandbox, [...LANGUAGE_RUNNERS, own]).run(
      find('py-sql-find-user'),
      'x',
    )
    expect(outcome.functional).toEqual({ passed: 1, total: 1 })
    expect(asked).toEqual(['py-sql-find-user x'])
    await expect(createTaskRunner(sandbox, []).run(find('py-sql-find-user'), 'x')).rejects.toThrow(
      /nothing runs python/,
    )
  })
})
