import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSandbox, probeSandbox, type Sandbox, type SandboxBackEnd, type SandboxJob } from './index.ts'
import { HOSTILE_NODE, HOSTILE_PYTHON, MARK } from './testdata/hostile.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const TIMEOUT = 1500
const jobOf = (interpreter: 'python' | 'node', code: string): SandboxJob => ({
  interpreter,
  args: interpreter === 'python' ? ['-I', '/job/x.py', MARK] : ['/job/x.cjs', MARK],
  files: { [interpreter === 'python' ? 'x.py' : 'x.cjs']: code },
  timeoutMs: TIMEOUT,
})

/** Processes of this machine that still carry the mark of these jobs. */
const survivors = () =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(MARK)
    } catch {
      return false
    }
  })

describe('the sandbox', () => {
  it('passes its own self-test', async () => {
    const result = await probeSandbox()
    expect(result.checks.filter((check) => !check.passed)).toEqual([])
    expect(result.checks.length).toBeGreaterThanOrEqual(9)
  })

  for (const [interpreter, programs] of [
    ['python', HOSTILE_PYTHON],
    ['node', HOSTILE_NODE],
  ] as const) {
    // Every third: `node bench/hostile.ts` runs them all.
    const chosen = Object.entries(programs).filter((_, at) => at % 3 === 0)
    it(`holds ${chosen.length} hostile ${interpreter} programs, and none survives`, async () => {
      for (const [name, code] of chosen) {
        const result = await sandbox.run(jobOf(interpreter, code))
        expect(result.stdout.slice(0, 200), name).not.toContain('escaped')
        // "gone within a second of its deadline"
        expect(result.durationMs, name).toBeLessThan(TIMEOUT + 1000)
      }
      await expect.poll(survivors, { timeout: 2000 }).toEqual([])
      expect(existsSync(`/tmp/${MARK}`)).toBe(false)
    })
  }

  it('says why it ended a job', async () => {
    expect((await sandbox.run(jobOf('python', HOSTILE_PYTHON['busy loop'] ?? ''))).status).toBe('timeout')
    expect((await sandbox.run(jobOf('python', HOSTILE_PYTHON['endless output'] ?? ''))).status).toBe(
      'output-limit',
    )
    expect((await sandbox.run(jobOf('python', HOSTILE_PYTHON['memory bomb of many'] ?? ''))).status).toBe(
      'out-of-memory',
    )
    expect(await sandbox.run(jobOf('python', 'print(6 * 7)'))).toMatchObject({
      status: 'ok',
      exitCode: 0,
      stdout: '42\n',
    })
    expect((await sandbox.run(jobOf('python', 'raise SystemExit(3)'))).exitCode).toBe(3)
  })

  it('gives a job its input, and nothing of the environment', async () => {
    process.env.SBR_TEST_SECRET = 'not for them'
    const job = jobOf('python', 'import os, sys; print(sys.stdin.read(), sorted(os.environ))')
    const { stdout } = await sandbox.run({ ...job, stdin: 'hello' })
    expect(stdout.trim()).toBe("hello ['HOME', 'LANG', 'PATH', 'PWD']")
  })

  it('refuses file names that leave the job', async () => {
    for (const name of ['../x', '/etc/x', 'a/../../x', 'x\0y'])
      await expect(sandbox.run({ ...jobOf('python', ''), files: { [name]: '' } }), name).rejects.toThrow(
        /may not be named/,
      )
  })

  it('ends a job when its caller gives up', async () => {
    const controller = new AbortController()
    const running = sandbox.run({
      ...jobOf('python', 'while True: pass'),
      timeoutMs: 20_000,
      signal: controller.signal,
    })
    void setTimeout(200).then(() => controller.abort())
    expect((await running).status).toBe('killed')
  })

  it('leaves nothing behind when its own process is killed, also while a job is being set up', async () => {
    const runner = new URL('./testdata/sleep-in-sandbox.ts', import.meta.url).pathname
    for (const milliseconds of [0, 1, 2, 4, 8, 200]) {
      const child = spawn(process.execPath, [runner, MARK], { stdio: ['ignore', 'pipe', 'inherit'] })
      await new Promise((resolve) => child.stdout.once('data', resolve))
      await setTimeout(milliseconds)
      child.kill('SIGKILL')
      await expect.poll(survivors, { timeout: 5000, message: `${milliseconds} ms` }).toEqual([])
    }
  })

  it('hands on no descriptor that somebody left open', async () => {
    const probe = 'import os; print(sorted(int(n) for n in os.listdir("/proc/self/fd")))'
    const code = `import { openSandbox } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
const sandbox = await openSandbox()
const { stdout } = await sandbox.run({ interpreter: 'python', args: ['-I', '-c', ${JSON.stringify(probe)}], files: {}, timeoutMs: 9000 })
process.stdout.write(stdout)
await sandbox.close()`
    const script = join(mkdtempSync(join(tmpdir(), 'sbr-fd-')), 'x.ts')
    writeFileSync(script, code)
    const { stdout } = spawnSync(
      '/bin/bash',
      ['-c', 'exec 77</ 88</etc; exec "$@"', 'x', process.execPath, script],
      { encoding: 'utf8' },
    )
    expect(stdout.trim()).toBe('[0, 1, 2, 3]')
  })

  it('runs nothing in a back end that does not hold', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sbr-open-door-'))
    let closed = false
    const openDoor = async (): Promise<SandboxBackEnd> => ({
      name: 'open door',
      folder,
      // No confinement at all: the job's own file names do not even exist under /job.
      commandFor: async (job, at) => ({
        command: job.interpreter === 'node' ? process.execPath : '/usr/bin/python3',
        args: job.args.map((arg) => arg.replace('/job/', `${at}/`)),
      }),
      prepareFolder: async () => {},
      close: async () => {
        closed = true
      },
    })
    await expect(openSandbox({ openBackEnd: openDoor })).rejects.toMatchObject({
      code: 'SANDBOX_UNAVAILABLE',
    })
    expect(closed).toBe(true)
  })
})
