import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { afterAll, describe, expect, it } from 'vitest'
import { FindingSchema, type ScanReport, ScanRunSchema } from '../kernel/index.ts'
import { PROJECT_ROOT } from '../platform/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'sbr-cli-scan-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const write = (name: string, content: string): string => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

const sbr = (...args: string[]) => {
  const result = spawnSync(process.execPath, [join(PROJECT_ROOT, 'src/cli/main.ts'), 'scan', ...args], {
    encoding: 'utf8',
    env: { ...process.env, SBR_HOME: join(folder, 'home') },
    timeout: 60_000,
  })
  return { code: result.status, out: result.stdout, err: result.stderr }
}

const WEAK = 'import os\n\n\ndef run(x):\n    os.system("ls " + x)\n'

describe('sbr scan', () => {
  const weak = write('weak.py', WEAK)
  const fine = write('fine.py', 'def add(a, b):\n    return a + b\n')

  it('exit 1 with {runs, findings, issues} where there are issues', () => {
    const { code, out } = sbr(weak, '--engines', 'bandit', '--json')
    expect(code).toBe(1)
    const report = JSON.parse(out) as ScanReport
    const finding = Compile(FindingSchema)
    expect(report.findings.length).toBeGreaterThan(0)
    for (const one of report.findings) expect([...finding.Errors(one)]).toEqual([])
    expect(Compile(ScanRunSchema).Check(report.runs[0])).toBe(true)
    expect(report.issues.map((issue) => issue.cwe)).toContain(78)
  })

  it('exit 0 where everything was scanned and nothing found', () => {
    expect(sbr(fine, '--engines', 'bandit')).toMatchObject({ code: 0 })
  })

  it('exit 3 where a target does not parse, with the gap first', () => {
    const broken = write('broken.py', 'def f(:\n')
    const { code, out } = sbr(broken, '--engines', 'bandit')
    expect(code).toBe(3)
    expect(out.split('\n')[0]).toMatch(/^NOT SCANNED .*parse-error/)
  })

  it('exit 3 where an engine was asked for and could not scan', () => {
    expect(sbr(fine, '--engines', 'bandit,osv')).toMatchObject({ code: 3 })
    expect(sbr(fine, '--engines', 'eslint')).toMatchObject({ code: 3 })
  })

  it('exit 2 on bad use, with what to do', () => {
    expect(sbr('/nowhere/at/all').code).toBe(2)
    const unknown = sbr(fine, '--engines', 'bandt')
    expect(unknown.code).toBe(2)
    expect(unknown.err).toContain('"bandit"')
    expect(sbr(fine, '--json', '--sarif').code).toBe(2)
    expect(sbr(fine, '--engines', 'bandit', '--baseline', fine).code).toBe(2)
  })

  it('against a baseline only what is new, in spite of moved lines', () => {
    const moving = write('moving.py', WEAK)
    const baseline = write('baseline.json', sbr(moving, '--engines', 'bandit', '--json').out)
    write('moving.py', `# one more line\n${WEAK}`)
    expect(sbr(moving, '--engines', 'bandit', '--baseline', baseline).code).toBe(0)
    write('moving.py', `${WEAK}    eval(x)\n`)
    const { code, out } = sbr(moving, '--engines', 'bandit', '--baseline', baseline, '--json')
    expect(code).toBe(1)
    expect((JSON.parse(out) as ScanReport).findings.map((finding) => finding.rule.id)).toEqual(['B307'])
  })

  it('prints SARIF', () => {
    const log = JSON.parse(sbr(weak, '--engines', 'bandit', '--sarif').out) as {
      version: string
      runs: { results: unknown[] }[]
    }
    expect(log.version).toBe('2.1.0')
    expect(log.runs[0]?.results.length).toBeGreaterThan(0)
  })
})
