import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type RewardDocument, RewardDocumentSchema } from '../kernel/index.ts'
import { minimalEnvironment, PROJECT_ROOT, runProcess } from '../platform/index.ts'

vi.setConfig({ testTimeout: 240_000 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbr-reward-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const validator = Compile(RewardDocumentSchema)

async function sbr(args: string[], stdin?: string) {
  const { exitCode, stdout, stderr } = await runProcess({
    command: process.execPath,
    args: [join(PROJECT_ROOT, 'src/cli/main.ts'), ...args],
    cwd: folder,
    env: minimalEnvironment({ SBR_HOME: join(folder, 'home') }),
    timeoutMs: 200_000,
    ...(stdin === undefined ? {} : { stdin }),
  })
  return { exitCode, stdout: stdout.toString(), stderr: stderr.toString() }
}

const documentsOf = (stdout: string): RewardDocument[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => {
      const value: unknown = JSON.parse(line)
      if (!validator.Check(value)) throw new Error(`no reward document: ${line.slice(0, 200)}`)
      return value
    })

const VULNERABLE = 'import os\n\n\ndef run(name):\n    return os.system("wc -l " + name)\n'
const SECURE = 'def run(name):\n    return name.strip().lower()\n'

it('judges files and explains one of them', async () => {
  await writeFile(join(folder, 'a.py'), VULNERABLE)
  await writeFile(join(folder, 'b.py'), SECURE)
  const judged = await sbr(['reward', 'a.py', 'b.py'])
  expect(judged.exitCode, judged.stderr).toBe(0)
  const [a, b] = documentsOf(judged.stdout)
  expect(a).toMatchObject({ id: 'a.py', label: 'static-vulnerable', valid: true })
  expect(b).toMatchObject({ id: 'b.py', label: 'clean', reward: b?.ceiling, findings: [] })
  expect(a?.reward).toBeLessThan(0.1)
  const fromFile = await sbr(['policy', 'explain', 'a.py', '--json'])
  expect(JSON.parse(fromFile.stdout).document).toEqual(a)
  const fromDocument = await sbr(['policy', 'explain', 'nowhere/a.py'], judged.stdout)
  expect(fromDocument.exitCode).toBe(2)
})

it('answers every line in order, and is incomplete where one could not be judged', async () => {
  const lines = [
    JSON.stringify({ id: 'first', language: 'python', code: SECURE }),
    'no JSON',
    JSON.stringify({ id: 'third', language: 'cobol', code: 'X' }),
    '',
    JSON.stringify({ id: 'fifth', language: 'python', code: VULNERABLE, extra: 1 }),
    JSON.stringify({ id: 'sixth', language: 'python', code: '' }),
  ]
  const { exitCode, stdout, stderr } = await sbr(['reward', '--stdin', '--json'], lines.join('\n'))
  expect(exitCode, stderr).toBe(3)
  expect(documentsOf(stdout).map(({ id, valid, reward }) => [id, valid, reward === null])).toEqual([
    ['first', true, false],
    ['line 2', false, true],
    ['third', false, true],
    ['fifth', false, true],
    ['sixth', true, false],
  ])
})

it.each([
  ['nothing to do', ['reward']],
  ['both at once', ['reward', 'a.py', '--stdin']],
  ['a path that is not there', ['reward', 'nowhere']],
  ['an unknown policy', ['reward', 'a.py', '--policy', 'defualt']],
])('bad use is 2: %s', async (_, args) => {
  const { exitCode, stdout, stderr } = await sbr(args, '')
  expect(exitCode).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('next:')
})

it('refuses a policy that names a held-out judge', async () => {
  const listed = await sbr(['policy', 'list', '--json'])
  expect(JSON.parse(listed.stdout).map(({ name }: { name: string }) => name)).toEqual([
    'any',
    'default',
    'majority',
    'weighted',
  ])
  const { default: policy } = await import('../../policies/default.json', { with: { type: 'json' } })
  await writeFile(
    join(folder, 'own.json'),
    JSON.stringify({ ...policy, required: { python: ['njsscan-pack'] } }),
  )
  const { exitCode, stderr } = await sbr(['reward', 'a.py', '--policy', 'own.json'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('NOT_ALLOWED')
})

it('asks the warm engines of a running server, and judges by itself when it has gone', async () => {
  const home = join(folder, 'served')
  const run = (args: string[]) =>
    runProcess({
      command: process.execPath,
      args: [join(PROJECT_ROOT, 'src/cli/main.ts'), 'reward', '--stdin', ...args],
      cwd: folder,
      env: minimalEnvironment({ SBR_HOME: home, SBR_PACKAGE_REGISTRY: 'off' }),
      timeoutMs: 200_000,
      stdin: `${JSON.stringify({ id: 'a', language: 'python', code: 'import os\n\n\ndef f(name):\n    os.system("ls " + name)\n' })}\n`,
    })
  const server = spawn(process.execPath, [join(PROJECT_ROOT, 'src/cli/main.ts'), 'serve', '--port', '0'], {
    cwd: folder,
    env: minimalEnvironment({ SBR_HOME: home, SBR_PACKAGE_REGISTRY: 'off' }),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  try {
    await new Promise<void>((resolve, reject) => {
      server.stderr.on('data', (piece: Buffer) => piece.includes('Listening') && resolve())
      server.on('exit', () => reject(new Error('the server ended')))
    })
    const told = JSON.parse(await readFile(join(home, 'run/reward-server.json'), 'utf8'))
    const before = await countRewards(told.url, home)
    const asked = await run([])
    expect(asked.exitCode, asked.stderr.toString()).toBe(0)
    expect(await countRewards(told.url, home)).toBe(before + 1)
    const own = await run(['--no-server', '--no-cache'])
    expect(asked.stdout.toString()).toBe(own.stdout.toString())
  } finally {
    server.kill('SIGTERM')
    await new Promise((resolve) => server.on('close', resolve))
  }
  await expect(readFile(join(home, 'run/reward-server.json'))).rejects.toThrow(/ENOENT/)
  expect((await run([])).exitCode).toBe(0)
})

/** Samples that the server has answered, by its own metrics. */
async function countRewards(url: string, home: string): Promise<number> {
  const key = (await readFile(join(home, 'keys/serve.key'), 'utf8')).trim()
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } })
  const lines = (await response.text())
    .split('\n')
    .filter((line) => line.startsWith('sbr_reward_samples_total{'))
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}
