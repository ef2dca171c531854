import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { minimalEnvironment, PROJECT_ROOT, runProcess } from '../platform/index.ts'

vi.setConfig({ testTimeout: 240_000 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbr-keys-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function sbr(...args: string[]) {
  const { exitCode, stdout, stderr } = await runProcess({
    command: process.execPath,
    args: [join(PROJECT_ROOT, 'src/cli/main.ts'), 'keys', ...args],
    cwd: folder,
    env: minimalEnvironment({ SBR_HOME: join(folder, 'home') }),
    timeoutMs: 100_000,
  })
  return { exitCode, stdout: stdout.toString(), stderr: stderr.toString() }
}

it('makes a key whose secret is shown once, lists it, and ends it', async () => {
  const made = await sbr('create', '--name', 'trainer', '--samples-per-minute', '600')
  expect(made.exitCode, made.stderr).toBe(0)
  const secret = made.stdout.trim()
  expect(secret).toMatch(/^sbr_[0-9a-f]{12}_[\w-]{43}$/)
  expect(made.stderr).not.toContain(secret)
  const id = secret.split('_')[1] ?? ''
  const listed = await sbr('list', '--json')
  expect(listed.stdout).not.toContain(secret)
  expect(JSON.parse(listed.stdout)).toMatchObject({
    keys: [
      {
        id,
        identity: 'trainer',
        scopes: ['reward:read'],
        limits: { samplesPerMinute: 600, concurrentSamples: null },
        revokedAt: null,
      },
    ],
  })
  expect((await sbr('revoke', id)).stdout).toBe(`${id} revoked\n`)
  expect((await sbr('revoke', id)).stdout).toBe(`${id} was revoked already\n`)
  expect((await sbr('list')).stdout).toContain('revoked')
})

it('refuses a scope that does not exist, and a key that nobody made', async () => {
  const wrong = await sbr('create', '--name', 'x', '--scope', 'reward:write')
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' })
  expect(wrong.stderr).toContain('reward:read')
  expect((await sbr('revoke', 'nobody')).exitCode).toBe(2)
})
