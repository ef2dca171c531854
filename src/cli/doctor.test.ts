import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { minimalEnvironment, PROJECT_ROOT, runProcess } from '../platform/index.ts'

interface Examination {
  healthy: boolean
  checks: { name: string; status: string; detail: string; required: boolean; next: string | null }[]
}

it('sbr doctor tries every part for real, names the one that is missing, and tells no secret', async () => {
  const home = mkdtempSync(join(tmpdir(), 'sbr-doctor-test-'))
  try {
    const { exitCode, stdout } = await runProcess({
      command: join(PROJECT_ROOT, 'sbr'),
      args: ['doctor', '--json'],
      timeoutMs: 280_000,
      env: minimalEnvironment({
        SBR_HOME: home,
        SBR_MODEL_PATH: join(home, 'no-such-model.gguf'),
        SNYK_TOKEN: 'tell-nobody-4711',
      }),
    })
    const { healthy, checks } = JSON.parse(stdout.toString()) as Examination
    const faults = checks.filter((check) => check.required && check.status !== 'ok')
    expect(faults.map((fault) => fault.name)).toEqual(['language model'])
    expect(faults[0]?.next).toContain('./quickstart')
    expect({ healthy, exitCode }).toEqual({ healthy: false, exitCode: 2 })
    expect(checks.find((check) => check.name === 'postgres')?.detail).toMatch(/PostgreSQL 18.*pgvector 0\.8/)
    expect(checks.find((check) => check.name === 'Snyk token')?.status).toBe('ok')
    expect(stdout.toString()).not.toContain('4711')
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}, 300_000)
