import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Logger } from '../../kernel/index.ts'
import { openTestDatabase, type TestDatabase } from '../database/testing.ts'
import { runProcess } from '../subprocess.ts'
import type { Stage } from './stage.ts'
import { openWorkflows, type Workflows } from './workflows.ts'

const SCRIPT = join(import.meta.dirname, 'testdata/run-stage.ts')
const SUM = 10 + 1 + 4 + 9 + 16 + 25 + 36
const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {} }

let database: TestDatabase
let workflows: Workflows
beforeAll(async () => {
  database = await openTestDatabase()
  workflows = openWorkflows(database, quiet)
})
afterAll(() => database.close())

/** Runs the stage in a process of its own against a database of its own. */
async function runChild(url: string, ledger: string, mode: string) {
  const done = await runProcess({
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', SCRIPT, url, ledger, mode],
    timeoutMs: 40_000,
  })
  const stdout = done.stdout.toString()
  return { ...done, stdout, lines: existsSync(ledger) ? readFileSync(ledger, 'utf8').trim().split('\n') : [] }
}

async function withOwnDatabase(run: (database: TestDatabase) => Promise<void>) {
  const own = await openTestDatabase()
  try {
    await run(own)
  } finally {
    await own.close()
  }
}

describe('a stage in a process that is killed with SIGKILL', () => {
  it.each(['kill-between', 'kill-inside'])('%s: goes on where it was, nothing runs twice', (mode) =>
    withOwnDatabase(async (own) => {
      const ledger = join(own.home, 'ledger')
      const killed = await runChild(own.connectionString, ledger, mode)
      expect(killed.signal).toBe('SIGKILL')
      expect(killed.lines).toContain('first')
      expect(killed.lines).not.toContain('sum')
      // The server notices that the process is gone when it gets to it.
      const status = async () => (await openWorkflows(own, quiet).list())[0]?.status
      await expect.poll(status, { timeout: 10_000 }).toBe('interrupted')

      const resumed = await runChild(own.connectionString, ledger, 'run')
      expect(JSON.parse(resumed.stdout)).toMatchObject({ output: { sum: SUM }, how: 'resumed' })
      expect([...resumed.lines].sort()).toEqual([...new Set(resumed.lines)].sort())
      expect(resumed.lines).toHaveLength(8)

      const again = await runChild(own.connectionString, ledger, 'run')
      expect(JSON.parse(again.stdout)).toMatchObject({ output: { sum: SUM }, how: 'stored' })
      expect(again.lines).toHaveLength(8)
      expect(again.stderr.toString()).toBe('')
    }),
  )

  it('keeps finished steps of an attempt that failed, and runs the failed one again', () =>
    withOwnDatabase(async (own) => {
      const ledger = join(own.home, 'ledger')
      const failed = await runChild(own.connectionString, ledger, 'fail')
      expect(failed.exitCode).toBe(0)
      expect(JSON.parse(failed.stdout)).toMatchObject({
        message: expect.stringContaining('item 4 is broken'),
      })
      expect((await openWorkflows(own, quiet).list())[0]).toMatchObject({
        status: 'failed',
        error: 'item 4 is broken',
      })
      const resumed = await runChild(own.connectionString, ledger, 'run')
      expect(JSON.parse(resumed.stdout)).toMatchObject({ output: { sum: SUM }, how: 'resumed' })
      expect(resumed.lines).toHaveLength(8)
      expect(new Set(resumed.lines).size).toBe(8)
    }))

  it('refuses a second instance at the same time, and lets go of the lock when killed', () =>
    withOwnDatabase(async (own) => {
      const ledger = join(own.home, 'ledger')
      const first = spawn(process.execPath, [SCRIPT, own.connectionString, ledger, 'hang'], {
        stdio: 'ignore',
      })
      while (!existsSync(ledger) || !readFileSync(ledger, 'utf8').includes('hanging')) await sleep(50)
      const second = await runChild(own.connectionString, ledger, 'run')
      expect(JSON.parse(second.stdout)).toMatchObject({ error: 'BUSY' })
      expect((await openWorkflows(own, quiet).list())[0]?.status).toBe('running')
      first.kill('SIGKILL')
      await new Promise((resolve) => first.once('exit', resolve))
      const third = await runChild(own.connectionString, ledger, 'run')
      expect(JSON.parse(third.stdout)).toMatchObject({ output: { sum: SUM }, how: 'resumed' })
    }))
})

describe('Workflows.run', () => {
  const stage = (name: string, run: Stage<{ n: number }, unknown>['run']): Stage<{ n: number }, unknown> => ({
    name,
    version: 1,
    run,
  })

  it('runs once for one input, anew for another input, and again when asked to', async () => {
    let runs = 0
    const counting = stage('counting', async ({ n }, context) =>
      context.step('count', async () => n + ++runs),
    )
    expect(await workflows.run(counting, { n: 10 })).toMatchObject({ output: 11, how: 'ran' })
    expect(await workflows.run(counting, { n: 10 })).toMatchObject({ output: 11, how: 'stored' })
    expect(await workflows.run(counting, { n: 20 })).toMatchObject({ output: 22, how: 'ran' })
    expect(await workflows.run({ ...counting, version: 2 }, { n: 10 })).toMatchObject({
      output: 13,
      how: 'ran',
    })
    expect(await workflows.run(counting, { n: 10 }, { again: true })).toMatchObject({
      output: 14,
      how: 'ran',
    })
  })

  it('stops at the signal and goes on later in the same process', async () => {
    const controller = new AbortController()
    let attempts = 0
    const slow = stage('slow', async (_input, context) => {
      const before = await context.step('before', async () => ++attempts)
      return context.step('wait', async (signal) => {
        if (controller.signal.aborted) return `went on after ${before}`
        setTimeout(() => controller.abort(), 20)
        await sleep(30_000, undefined, { signal })
        return 'was not stopped'
      })
    })
    await expect(workflows.run(slow, { n: 1 }, { signal: controller.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    expect(await workflows.run(slow, { n: 1 })).toMatchObject({ output: 'went on after 1', how: 'resumed' })
    expect(attempts).toBe(1)
  })

  it('shows progress and stores it', async () => {
    const shown: string[] = []
    const talking = stage('talking', async (_input, context) => {
      context.progress.step('reading ghp_0123456789012345678901234567890123456789')
      context.progress.advance(3, 4, 'packages')
      return context.step('one', async () => 1)
    })
    await workflows.run(talking, { n: 1 }, { progress: { step: (text) => shown.push(text), advance() {} } })
    expect(shown).toHaveLength(1)
    const stored = (await workflows.list()).find((entry) => entry.stage === 'talking')
    expect(stored).toMatchObject({
      status: 'done',
      step: 'reading [redacted:github-token]',
      done: 3,
      total: 4,
    })
  })

  it('starts over when the steps of a cut-off workflow changed under it', async () => {
    const old = stage('changing', async (_input, context) => {
      await context.step('old name', async () => 1)
      return context.step('failing', async () => Promise.reject(new Error('not yet')))
    })
    await expect(workflows.run(old, { n: 1 })).rejects.toThrow('not yet')
    const changed = stage('changing', async (_input, context) => context.step('new name', async () => 2))
    expect(await workflows.run(changed, { n: 1 })).toMatchObject({ output: 2 })
  })
})
