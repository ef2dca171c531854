import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SbrError } from '../kernel/index.ts'
import { chooseEngines, collectTargets, createEnginePool, ENGINES, type EngineOutput } from './index.ts'
import { makeFolder } from './testing.ts'

const PYTHON = [
  'import os',
  'import subprocess',
  '',
  '',
  'def run(command):',
  '    os.system("ls " + command)  # nosec # nosemgrep',
  '    return subprocess.call("ls " + command, shell=True)',
  '',
].join('\n')
const JAVASCRIPT = [
  "const { exec } = require('node:child_process')",
  'module.exports = (text, done) => {',
  '  eval(text) // eslint-disable-line',
  "  exec('ls ' + text, done)",
  '}',
  '',
].join('\n')

/** Names that would run a command, pass an option or break a line where a name is not kept apart. */
const HOSTILE = [
  '$(touch PWNED).py',
  '`touch PWNED`.py',
  '; touch PWNED;.py',
  "a' ; touch PWNED '.py",
  '--config=x.py',
  '-rf.py',
  'new\nline.py',
  'quote".js',
  '$(touch PWNED).js',
  '--help.js',
  '| touch PWNED |.js',
  'ünï 😀.js',
]

const folder = makeFolder({
  'app.py': PYTHON,
  'app.js': JAVASCRIPT,
  'app.ts': JAVASCRIPT.replace('(text, done)', '(text: string, done: () => void)'),
  'tests/test_app.py': PYTHON,
  '.semgrepignore': 'tests/\n',
  'broken.py': 'def f(:\n    eval(x)\n',
  'broken.js': 'function f( {\n',
  'large.py': `${'# padding\n'.repeat(110_000)}`,
  'notes.md': 'none',
  ...Object.fromEntries(HOSTILE.map((name) => [`odd/${name}`, name.endsWith('.py') ? PYTHON : JAVASCRIPT])),
})
const home = makeFolder()
const pool = createEnginePool({ purpose: 'scan', home: home.path })
let outputs: EngineOutput[]

beforeAll(async () => {
  const { root, targets } = await collectTargets(folder.path)
  outputs = await pool.scan({ root, targets, timeoutMs: 60_000 })
})
afterAll(async () => {
  await pool.close()
  folder.remove()
  home.remove()
})

const of = (name: string): EngineOutput => {
  const output = outputs.find((one) => one.run.tool.name === name)
  if (!output) throw new Error(`no run of ${name}`)
  return output
}
const statusOf = (name: string, path: string) => of(name).run.targets.find((target) => target.path === path)

describe('a pool over real engines', () => {
  it('gives one run per engine in the registry’s order', () => {
    expect(outputs.map((output) => output.run.tool.name)).toEqual([
      'semgrep',
      'opengrep',
      'bandit',
      'eslint',
      'recheck',
      'osv',
      'retire',
      'gosec',
      'snyk-code',
      'snyk-open-source',
      'osv-scanner',
    ])
    for (const { run } of outputs.filter((output) => output.run.tool.name !== 'osv'))
      expect(run.packs.every((pack) => /^[0-9a-f]{64}$/.test(pack.sha256))).toBe(true)
  })

  it.each([
    ['semgrep', 'app.py', 78],
    ['opengrep', 'app.py', 78],
    ['bandit', 'app.py', 78],
    ['semgrep', 'app.js', 95],
    ['opengrep', 'app.js', 94],
    ['eslint', 'app.js', 95],
    ['eslint', 'app.ts', 95],
    ['opengrep', 'app.ts', 78],
  ])('%s sees the weakness of %s', (engine, path, cwe) => {
    expect(statusOf(engine, path)?.status).toBe('scanned')
    const found = of(engine).findings.filter((finding) => finding.location?.path === path)
    expect(found.flatMap((finding) => finding.cwe.ids)).toContain(cwe)
    for (const finding of found) expect(finding.run).toBe(of(engine).run.id)
  })

  it('reports what a comment tries to hide', () => {
    const hidden = (engine: string, path: string, line: number) =>
      of(engine).findings.filter(
        ({ location }) => location?.path === path && location.startLine <= line && line <= location.endLine,
      )
    for (const engine of ['semgrep', 'opengrep', 'bandit'])
      expect(hidden(engine, 'app.py', 6).length).toBeGreaterThan(0)
    expect(hidden('eslint', 'app.js', 3).length).toBeGreaterThan(0)
    for (const finding of [...hidden('semgrep', 'app.py', 6), ...hidden('opengrep', 'app.py', 6)])
      expect(finding.suppressions).toHaveLength(1)
  })

  it.each(['semgrep', 'opengrep', 'bandit'])('%s scans files under ignored folders', (engine) => {
    expect(statusOf(engine, 'tests/test_app.py')?.status).toBe('scanned')
    expect(of(engine).findings.some(({ location }) => location?.path === 'tests/test_app.py')).toBe(true)
  })

  it.each([
    ['semgrep', 'broken.py', 'parse-error'],
    ['opengrep', 'broken.py', 'parse-error'],
    ['bandit', 'broken.py', 'parse-error'],
    ['semgrep', 'broken.js', 'parse-error'],
    ['eslint', 'broken.js', 'parse-error'],
    ['semgrep', 'large.py', 'too-large'],
    ['bandit', 'large.py', 'too-large'],
  ])('%s on %s: failed, %s', (engine, path, reason) => {
    expect(statusOf(engine, path)).toEqual({ path, status: 'failed', reason })
    expect(of(engine).run.status).toBe('partial')
  })

  it('calls another language unsupported', () => {
    expect(statusOf('bandit', 'app.js')?.status).toBe('unsupported')
    expect(statusOf('eslint', 'app.py')?.status).toBe('unsupported')
  })

  it('scans files with hostile names, and runs nothing', () => {
    for (const name of HOSTILE) {
      const path = `odd/${name}`
      const engines = name.endsWith('.py')
        ? ['semgrep', 'opengrep', 'bandit']
        : ['semgrep', 'opengrep', 'eslint', 'retire']
      for (const engine of engines)
        expect(statusOf(engine, path)?.status, `${engine} on ${path}`).toBe('scanned')
      for (const engine of engines.filter((one) => one !== 'retire'))
        expect(
          of(engine).findings.some(({ location }) => location?.path === path),
          `${engine} on ${path}`,
        ).toBe(true)
    }
    for (const place of [folder.path, join(folder.path, 'odd'), process.cwd()])
      expect(existsSync(join(place, 'PWNED'))).toBe(false)
  })

  it('without advisories osv does not run, and says so', () => {
    expect(of('osv').run.status).toBe('not-run')
    expect(of('osv').run.diagnostics[0]?.code).toBe('not-installed')
  })

  it('gives the same again', async () => {
    const { root, targets } = await collectTargets(folder.path)
    const again = createEnginePool({ purpose: 'scan', home: home.path, concurrency: 1 })
    try {
      expect(await again.scan({ root, targets, timeoutMs: 60_000 })).toEqual(outputs)
    } finally {
      await again.close()
    }
  })
})

describe('createEnginePool', () => {
  const codeOf = (make: () => unknown): string => {
    try {
      make()
    } catch (error) {
      return error instanceof SbrError ? `${error.code} ${error.next ?? ''}` : 'other'
    }
    return 'none'
  }

  it.each(ENGINES.filter((entry) => entry.heldOut).map((entry) => entry.name))(
    'refuses %s in a pool for a reward',
    (name) => {
      expect(codeOf(() => createEnginePool({ purpose: 'reward', home: home.path, engines: [name] }))).toMatch(
        /^NOT_ALLOWED/,
      )
    },
  )

  it('keeps held-out judges out of every default but their own', () => {
    expect(chooseEngines('reward').some((entry) => entry.heldOut)).toBe(false)
    expect(chooseEngines('scan').some((entry) => entry.heldOut)).toBe(false)
    expect(chooseEngines('held-out').map((entry) => entry.name)).toEqual([
      'njsscan-pack',
      'codeshield-pack',
      'sonarjs',
    ])
  })

  it('names the nearest engine for an unknown one', () => {
    expect(codeOf(() => chooseEngines('scan', ['bandt']))).toMatch(/^BAD_USAGE .*"bandit"/)
  })
})

describe('held-out judges', () => {
  it('judge with packs and lineages that no reward has', async () => {
    const judges = createEnginePool({ purpose: 'held-out', home: home.path })
    const rewards = createEnginePool({ purpose: 'reward', home: home.path })
    try {
      const { root, targets } = await collectTargets([
        join(folder.path, 'app.py'),
        join(folder.path, 'app.js'),
      ])
      const runs = (await judges.scan({ root, targets, timeoutMs: 60_000 })).map((output) => output.run)
      expect(runs.map((run) => run.status)).toEqual(['complete', 'complete', 'complete'])
      const known = (await rewards.infos()).flatMap((info) => info.packs)
      for (const pack of runs.flatMap((run) => run.packs)) {
        expect(pack.heldOut).toBe(true)
        expect(known.map((one) => one.lineage)).not.toContain(pack.lineage)
        expect(known.map((one) => one.sha256)).not.toContain(pack.sha256)
      }
    } finally {
      await judges.close()
      await rewards.close()
    }
  })
})
