import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const MAIN = join(import.meta.dirname, 'main.ts')
const READERS = join(import.meta.dirname, '../findings/readers')
const PROJECT = join(import.meta.dirname, '../findings/testdata/project')

/** Runs the real command line. */
function sbr(args: string[], stdin = ''): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, 'normalize', ...args], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
    child.stdin?.end(stdin)
  })
}

describe('sbr normalize', () => {
  it('prints one finding a line and nothing else', async () => {
    const { code, stdout, stderr } = await sbr([
      '--source',
      PROJECT,
      join(READERS, 'bandit/testdata/many.json'),
    ])
    const findings = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { rule: { id: string }; location: unknown })
    expect([code, stderr]).toEqual([0, ''])
    expect(findings.map(({ rule }) => rule.id)).toEqual(['B404', 'B608', 'B602'])
    expect(findings[1]?.location).toEqual({
      path: 'src/users.py',
      startLine: 8,
      startColumn: 35,
      endLine: 8,
      endColumn: 74,
      unit: 'utf16',
      unitOrigin: 'converted',
    })
  })

  it('says with code 3 what is incomplete, and sums up', async () => {
    const { code, stdout, stderr } = await sbr([
      '--summary',
      join(READERS, 'bandit/testdata/incomplete.json'),
    ])
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({
      findings: 3,
      runs: [{ tool: { name: 'bandit' }, status: 'partial', diagnostics: [{ code: 'target-failed' }] }],
    })
    expect(stderr).toContain('src/broken.py')
  })

  it('keeps the good of several files, and ends with 2 where one cannot be read', async () => {
    const { code, stdout, stderr } = await sbr([
      '--summary',
      join(READERS, 'absent.json'),
      join(READERS, 'eslint/testdata/incomplete.json'),
    ])
    expect([code, (JSON.parse(stdout) as { findings: number }).findings]).toEqual([2, 6])
    expect(stderr).toMatch(/absent\.json cannot be read/)
  })

  it('reads standard input; bad use is code 2', async () => {
    const log = JSON.stringify({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'X' } }, results: [{ ruleId: 'r', message: { text: 'm' } }] }],
    })
    expect(await sbr(['-'], log)).toMatchObject({ code: 0, stdout: expect.stringContaining('"id":"r"') })
    expect(await sbr(['-'], '')).toMatchObject({ code: 2, stdout: '' })
    expect(await sbr(['--tool', 'bandt', '-'], log)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean "bandit"?'),
    })
    expect(await sbr([])).toMatchObject({ code: 2 })
  })

  it('prints only what is new since a baseline, also from standard input', async () => {
    const many = join(READERS, 'bandit/testdata/many.json')
    const all = await sbr(['--source', PROJECT, '--runs', many])
    const folder = mkdtempSync(join(tmpdir(), 'sbr-test-'))
    try {
      const baseline = join(folder, 'baseline.jsonl')
      writeFileSync(baseline, all.stdout)
      const again = await sbr(['--source', PROJECT, '--baseline', baseline, '-'], readFileSync(many, 'utf8'))
      expect([again.code, again.stdout]).toEqual([0, ''])
      expect(again.stderr).toContain('0 new, 0 not known to be old or gone, 3 unchanged, 0 fixed')
      const report = JSON.parse(readFileSync(many, 'utf8')) as { results: unknown[] }
      writeFileSync(baseline, JSON.stringify({ ...report, results: report.results.slice(0, 2) }))
      const grown = await sbr(['--source', PROJECT, '--baseline', baseline, many])
      const rules = grown.stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { rule: { id: string } }).rule.id)
      expect(rules).toEqual(['B602'])
      expect(await sbr(['--baseline', join(folder, 'absent'), many])).toMatchObject({ code: 2, stdout: '' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('refuses a report of another tool than was named, and says which it is', async () => {
    const { code, stderr } = await sbr(['--tool', 'bandit', join(READERS, 'semgrep/testdata/many.json')])
    expect([code, stderr]).toEqual([2, expect.stringContaining('looks like one for semgrep-json')])
  })

  it('reads a report of more than 32 MB from standard input', async () => {
    const result = { ruleId: 'r', message: { text: 'm'.repeat(1000) } }
    const results = Array.from({ length: 34_000 }, () => result)
    const log = JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'X' } }, results }] })
    const { code, stdout } = await sbr(['--summary', '-'], log)
    expect([code, (JSON.parse(stdout) as { findings: number }).findings]).toEqual([0, 34_000])
  })
})
