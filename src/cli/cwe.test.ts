import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../platform/index.ts'

const home = mkdtempSync(join(tmpdir(), 'sbr-cwe-cli-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(PROJECT_ROOT, 'src/cli/main.ts'), 'cwe', ...words], {
    encoding: 'utf8',
    env: { ...process.env, SBR_HOME: home, SBR_CWE_URL: 'http://127.0.0.1:1/cwec.zip' },
    timeout: 60_000,
  })

it('says which catalogue decides, updates it, and shows what it knows', () => {
  const before = run('status', '--json')
  expect(JSON.parse(before.stdout)).toMatchObject({ version: '4.15', origin: 'bundled', from: 'cwe-sdk' })

  const offline = run('update')
  expect([offline.status, offline.stdout]).toEqual([2, ''])
  expect(offline.stderr).toContain('sbr cwe update --from FILE')

  const xml = createRequire(import.meta.url).resolve('cwe-sdk/raw/cwe-archive.xml')
  const updated = run('update', '--from', xml, '--json')
  expect([updated.status, JSON.parse(updated.stdout)]).toMatchObject([
    0,
    { version: '4.15', weaknesses: 964 },
  ])
  expect(JSON.parse(run('status', '--json').stdout)).toMatchObject({
    origin: 'updated',
    from: 'cwe-archive.xml',
    digest: JSON.parse(before.stdout).digest,
  })

  const shown = run('show', 'CWE-089', '--json')
  expect(JSON.parse(shown.stdout)).toMatchObject({
    id: 89,
    standing: 'allowed',
    parents: [943],
    ancestors: [
      { id: 943, steps: 1 },
      { id: 74, steps: 2 },
      { id: 707, steps: 3 },
    ],
    children: [564],
    top25Rank: 2,
    owasp: { 2021: 'A03:2021 Injection', 2025: 'A05:2025 Injection' },
  })
  expect(run('show', '310').stdout).toContain('category, ')
  expect(run('show', '9998').status).toBe(2)
})
