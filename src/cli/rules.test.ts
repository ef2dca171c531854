import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../platform/index.ts'

const home = mkdtempSync(join(tmpdir(), 'sbr-cli-rules-home-'))
const rules = mkdtempSync(join(tmpdir(), 'sbr-cli-rules-'))
writeFileSync(
  join(rules, 'own.yaml'),
  'rules:\n  - id: own-debug\n    languages: [python]\n    severity: ERROR\n    message: ours\n    pattern: debug(...)\n',
)
afterAll(() => {
  for (const folder of [home, rules]) rmSync(folder, { recursive: true, force: true })
})

const sbr = (...args: string[]) => {
  const result = spawnSync(process.execPath, [join(PROJECT_ROOT, 'src/cli/main.ts'), 'rules', ...args], {
    encoding: 'utf8',
    env: { ...process.env, SBR_HOME: home },
    timeout: 60_000,
  })
  return { code: result.status, out: result.stdout, err: result.stderr }
}

describe('sbr rules', () => {
  it('adds a folder, lists it, and removes it', () => {
    const added = sbr('add', rules, '--name', 'own', '--json')
    expect(added.code).toBe(0)
    expect(JSON.parse(added.out)).toMatchObject({
      engine: 'pack:own',
      rules: 1,
      lineage: 'own',
      unchanged: false,
    })
    const [listed] = JSON.parse(sbr('list', '--json').out) as unknown[]
    expect(listed).toMatchObject({ name: 'own', fault: null })
    expect(sbr('remove', 'own').code).toBe(0)
    expect(sbr('list', '--json').out).toBe('[]\n')
  })

  it("exit 2 for a held-out judge's lineage, and for a pack that is not there", () => {
    expect(sbr('add', rules, '--name', 'own', '--lineage', 'njsscan')).toMatchObject({ code: 2 })
    expect(sbr('remove', 'own').code).toBe(2)
  })
})
