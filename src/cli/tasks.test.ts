import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { minimalEnvironment, PROJECT_ROOT, runProcess } from '../platform/index.ts'
import { loadTasks, STARTER_TASKS } from '../tasks/index.ts'

vi.setConfig({ testTimeout: 120_000 })

async function sbr(...args: string[]) {
  const { exitCode, stdout, stderr } = await runProcess({
    command: process.execPath,
    args: [join(PROJECT_ROOT, 'src/cli/main.ts'), 'tasks', ...args],
    cwd: PROJECT_ROOT,
    env: minimalEnvironment({}),
    timeoutMs: 60_000,
  })
  return { exitCode, stdout: stdout.toString(), stderr: stderr.toString() }
}

it('lists a selection, and counts what the tasks cover', async () => {
  const tasks = await loadTasks(STARTER_TASKS)
  const wanted = tasks.filter(({ split, cwe }) => split === 'train' && cwe === 89).map(({ id }) => id)
  expect(wanted.length).toBeGreaterThan(0)
  const listed = await sbr('list', STARTER_TASKS, '--split', 'train', '--cwe', '89', '--json')
  expect(JSON.parse(listed.stdout).map(({ id }: { id: string }) => id)).toEqual(wanted)

  const summary = JSON.parse((await sbr('list', STARTER_TASKS, '--summary', '--json')).stdout)
  expect(summary.tasks).toBe(tasks.length)
  const counted = (summary.cwes as { splits: Record<string, number> }[]).flatMap(({ splits }) =>
    Object.values(splits),
  )
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(tasks.length)
})

it('shows a task and its form as a repair, and a held-out one only to who asks for it', async () => {
  const tasks = await loadTasks(STARTER_TASKS)
  const shown = tasks.find(({ split }) => split === 'train')
  const hidden = tasks.find(({ split }) => split === 'held-out')
  if (!shown || !hidden) throw new Error('the starter suite has lost a split')

  const whole = await sbr('show', shown.id, STARTER_TASKS)
  for (const text of [shown.prompt, shown.secure, shown.exploitTests])
    expect(whole.stdout).toContain(text.trimEnd())
  const repair = await sbr('show', shown.id, STARTER_TASKS, '--repair', '--part', 'prompt')
  expect(repair.stdout).toMatch(/^Rewrite this code/)

  const refused = await sbr('show', hidden.id, STARTER_TASKS)
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
  expect(refused.stderr).toContain('--held-out')
  expect((await sbr('show', hidden.id, STARTER_TASKS, '--held-out', '--part', 'secure')).stdout.trim()).toBe(
    hidden.secure.trim(),
  )
  const missing = await sbr('show', 'no-such-task')
  expect(missing).toMatchObject({ exitCode: 2, stdout: '' })
})
