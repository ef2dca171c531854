import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Finding } from '../kernel/index.ts'
import { PROJECT_ROOT, TOOLS } from '../platform/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'sbr-cli-diff-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (program: string, args: string[], cwd = folder) => {
  const result = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, SBR_HOME: join(folder, 'home') },
    timeout: 60_000,
  })
  return { code: result.status, out: result.stdout, err: result.stderr }
}
const sbr = (...args: string[]) => run(process.execPath, [join(PROJECT_ROOT, 'src/cli/main.ts'), ...args])

const write = (name: string, content: string): string => {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, content)
  return file
}

/** Runs Bandit itself over a folder; its report. */
function bandit(tree: string): string {
  const report = `${tree}.json`
  const { code, err } = run(TOOLS.bandit, ['-q', '-r', '.', '-f', 'json', '-o', report], tree)
  expect([0, 1], err).toContain(code)
  return report
}

const USERS = [
  'import hashlib',
  'import subprocess',
  '',
  '',
  'def digest(text):',
  '    return hashlib.md5(text).hexdigest()',
  '',
  '',
  'def run(name):',
  "    subprocess.call('ls ' + name, shell=True)",
  "    subprocess.call('rm ' + name, shell=True)",
  '',
]

interface Diff {
  summary: Record<string, number>
  renamedFiles: Record<string, string>
  findings: { state: string; by?: string; reason?: string; was?: unknown; finding: Finding }[]
}

describe('sbr diff', () => {
  const before = join(folder, 'before')
  write('before/app/users.py', USERS.join('\n'))
  write('before/app/gone.py', "eval('1')\n")

  it('follows edits, a rename and a reformatting; sees the fix, the new, the deleted', () => {
    const after = join(folder, 'after')
    const edited = ['"""Users."""', '', ...USERS]
      .map((line) =>
        line
          .replace('hashlib.md5(text)', 'hashlib.sha256(text)')
          .replace(
            "subprocess.call('ls ' + name, shell=True)",
            'subprocess.call(\n        "ls " + name,\n        shell=True,\n    )',
          ),
      )
      .concat("exec('print(1)')", '')
    write('after/service/users.py', edited.join('\n'))
    const args = ['diff', bandit(before), bandit(after), '--source-before', before, '--source-after', after]
    const { code, out, err } = sbr(...args, '--json')
    expect([code, err]).toEqual([0, ''])
    const diff = JSON.parse(out) as Diff
    expect(diff.summary).toEqual({ new: 1, fixed: 2, unchanged: 3, unknown: 0 })
    expect(diff.renamedFiles).toEqual({ 'app/users.py': 'service/users.py' })
    const rules = (state: string) =>
      diff.findings
        .filter((one) => one.state === state)
        .map(({ finding }) => finding.rule.id)
        .sort()
    expect(rules('new')).toEqual(['B102'])
    expect(rules('fixed')).toEqual(['B307', 'B324'])
    expect(rules('unchanged')).toEqual(['B404', 'B602', 'B602'])

    const text = sbr(...args)
    expect(text.out.trimEnd().split('\n').at(-1)).toBe('1 new, 2 fixed, 3 unchanged, 0 unknown')
    const log = JSON.parse(sbr(...args, '--sarif').out) as {
      runs: { results: { ruleId: string; baselineState: string }[] }[]
    }
    const states = log.runs[0]?.results.map(({ ruleId, baselineState }) => `${ruleId} ${baselineState}`)
    expect(states?.filter((one) => one.endsWith('absent')).sort()).toEqual(['B307 absent', 'B324 absent'])
    expect(states?.filter((one) => one.endsWith('new'))).toEqual(['B102 new'])
  })

  it('closes nothing by a scan that is not complete, and ends with 3', () => {
    const broken = join(folder, 'broken')
    cpSync(before, broken, { recursive: true })
    writeFileSync(join(broken, 'app/users.py'), 'def f(:\n')
    const { code, out } = sbr('diff', bandit(before), bandit(broken), '--json')
    const diff = JSON.parse(out) as Diff
    expect([code, diff.summary.fixed]).toEqual([3, 0])
    expect(diff.summary.unknown).toBe(4)
  })

  it('takes lines of normalize; without word of their scan they close nothing unless told', () => {
    const report = bandit(before)
    const lines = write('before.jsonl', sbr('normalize', '--source', before, report).out)
    const fewer = write(
      'after.jsonl',
      `${readFileSync(lines, 'utf8').trimEnd().split('\n').slice(1).join('\n')}\n`,
    )
    const diff = (...args: string[]) => sbr('diff', lines, fewer, '--json', ...args)
    expect(JSON.parse(diff().out)).toMatchObject({ summary: { fixed: 0, unknown: 1 } })
    expect(diff().code).toBe(3)
    expect(JSON.parse(diff('--assume-complete').out)).toMatchObject({ summary: { fixed: 1, unknown: 0 } })
    const told = write('told.jsonl', sbr('normalize', '--runs', '--source', before, report).out)
    expect(sbr('diff', told, told)).toMatchObject({
      code: 0,
      out: '0 new, 0 fixed, 5 unchanged, 0 unknown\n',
    })
  })

  it('compares with what scan --json printed, and scan takes any report as its baseline', () => {
    const scanned = write('scan.json', sbr('scan', before, '--engines', 'bandit', '--json').out)
    expect(sbr('diff', scanned, scanned)).toMatchObject({ code: 0 })
    const since = sbr('scan', before, '--engines', 'bandit', '--baseline', scanned, '--json')
    expect([since.code, (JSON.parse(since.out) as { findings: unknown[] }).findings]).toEqual([0, []])
    const fromReport = sbr('scan', before, '--engines', 'bandit', '--baseline', bandit(before), '--json')
    expect(fromReport.err).toMatch(/0 new, 0 possibly new, 5 unchanged, 0 gone/)
  })

  it('follows what ESLint, OpenGrep and Bandit see through a reformatting, and closes what is fixed', () => {
    const javascript = [
      "const { exec } = require('node:child_process')",
      'function run(name, done) {',
      "  exec('ls ' + name, done)",
      '}',
      'function load(text) {',
      '  return eval(text)',
      '}',
      'module.exports = { run, load }',
      '',
    ]
    write('engines-before/app.js', javascript.join('\n'))
    write('engines-before/users.py', USERS.join('\n'))
    const reformatted = ['// Runs things.', '', ...javascript].map((line) =>
      line === "  exec('ls ' + name, done)"
        ? '    exec(\n        "ls " + name,\n        done,\n    );'
        : line,
    )
    write(
      'engines-after/app.js',
      reformatted.map((line) => line.replace('eval(text)', 'JSON.parse(text)')).join('\n'),
    )
    write('engines-after/users.py', ['# Users.', ...USERS].join('\n'))
    const [before, after] = ['engines-before', 'engines-after'].map((name) => {
      const { out, err } = sbr('scan', join(folder, name), '--engines', 'eslint,opengrep,bandit', '--json')
      expect(out, err).not.toBe('')
      return write(`${name}.json`, out)
    }) as [string, string]
    const sources = [
      '--source-before',
      join(folder, 'engines-before'),
      '--source-after',
      join(folder, 'engines-after'),
    ]
    for (const given of [[], sources]) {
      const { code, out } = sbr('diff', before, after, '--json', ...given)
      const { summary, findings } = JSON.parse(out) as Diff
      expect([code, summary.new, summary.unknown]).toEqual([0, 0, 0])
      const of = (state: string) =>
        findings.filter((one) => one.state === state).map(({ finding }) => finding.tool.name)
      expect(new Set(of('unchanged'))).toEqual(new Set(['eslint', 'opengrep', 'bandit']))
      // What is fixed is the call of eval, by whoever sees it.
      for (const { state, finding } of findings)
        if (state === 'fixed')
          expect([finding.location?.path, finding.location?.startLine]).toEqual(['app.js', 6])
      expect(new Set(of('fixed'))).toContain('eslint')
    }
  }, 120_000)

  it('says with code 2 what cannot be compared', () => {
    const report = bandit(before)
    expect(sbr('diff', report, join(folder, 'absent.json')).code).toBe(2)
    expect(sbr('diff', report, write('empty.json', '')).code).toBe(2)
    expect(sbr('diff', report, report, '--rename', 'x').err).toMatch(/is not OLD=NEW/)
    expect(sbr('diff', report, report, '--json', '--sarif').code).toBe(2)
  })
})
