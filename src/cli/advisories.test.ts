import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemonstration } from '../collect/index.ts'
import { minimalEnvironment, runProcess } from '../platform/index.ts'

const MAIN = new URL('./main.ts', import.meta.url).pathname

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sbr-cli-advisories-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

async function sbr(...args: string[]) {
  const result = await runProcess({
    command: process.execPath,
    args: [MAIN, 'advisories', ...args],
    env: minimalEnvironment({ SBR_HOME: home }),
    timeoutMs: 60_000,
  })
  return {
    exitCode: result.exitCode,
    stdout: result.stdout.toString('utf8'),
    stderr: result.stderr.toString('utf8'),
  }
}

describe('sbr advisories', () => {
  it('lists what the demonstration uses', async () => {
    const demonstration = await loadDemonstration()
    const { exitCode, stdout } = await sbr('list', '--json')
    expect(exitCode).toBe(0)
    const facts = demonstration.map(({ record, ...rest }) => rest)
    expect(JSON.parse(stdout)).toEqual({ advisories: facts })
    expect((await sbr('list')).stdout.trim().split('\n')).toHaveLength(demonstration.length)
  })

  it('shows one by id, alias or package, and helps with a name that is nearly right', async () => {
    const [one] = await loadDemonstration()
    for (const name of [one?.id ?? '', one?.aliases[0] ?? '', one?.package ?? ''])
      expect(JSON.parse((await sbr('show', name, '--json')).stdout)).toEqual(one?.record)
    const { exitCode, stdout, stderr } = await sbr('show', `${one?.package}x`)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`"${one?.package}"`)
  })

  it('fails to update from a place that is not there, and says what to do', async () => {
    const { exitCode, stdout, stderr } = await sbr('update', '--from', join(home, 'none'))
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/not updated[\s\S]*next: .*--from/)
  })
})
