import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { collectTargets, createEnginePool, type EngineOutput } from '../index.ts'
import { makeFolder, makeProgram } from '../testing.ts'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean()
})

const captured = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../../findings/readers/${file}`, import.meta.url)), 'utf8')

interface Scan {
  engine: string
  /** Programs on PATH: name to script. */
  programs: Record<string, string>
  files: Record<string, string>
  advisories?: Record<string, string>
}

async function scan({ engine, programs, files, advisories }: Scan): Promise<EngineOutput> {
  const made = Object.entries(programs).map(([name, script]) => makeProgram(name, script))
  const folder = makeFolder(files)
  const home = makeFolder(advisories ?? {})
  cleanups.push(folder.remove, home.remove, ...made.map((program) => program.remove))
  const environment = { PATH: made.map(({ path }) => path).join(':') }
  const pool = createEnginePool({ purpose: 'scan', home: home.path, engines: [engine], environment })
  const { root, targets } = await collectTargets(folder.path)
  const [output] = await pool.scan({ root, targets, timeoutMs: 20_000 })
  await pool.close()
  if (!output) throw new Error('no run')
  return output
}

const said = ({ run }: EngineOutput, path: string) => {
  const target = run.targets.find((one) => one.path === path)
  return target?.reason ?? target?.status
}

describe('gosec', () => {
  const GO = '// Package shop\npackage shop\n'
  const FILES = {
    'shop/a.go': `${GO}func A() {}\n`,
    'shop/a_windows.go': `${GO}func B() {}\n`,
    'shop/a_test.go': 'package shop_test\n',
    'shop/built.go': `//go:build never\n\n${GO}`,
    'shop/broken.go': 'package broken\nfunc (\n',
  }
  /** Answers as gosec 2 does: says on stderr what it checks, and takes no file with a constraint that does not hold. */
  const GOSEC = `
const { readdirSync, readFileSync } = require('node:fs'), { resolve } = require('node:path')
if (process.argv[2] === '--version') { console.log('Version: 2.22.0'); process.exit(0) }
const files = readdirSync('.', { recursive: true }).filter((name) => name.endsWith('.go')).map((name) => resolve(name))
const text = (file) => readFileSync(file, 'utf8')
const checked = files.filter((file) => !/_(windows|test)[.]go$/.test(file) && !text(file).startsWith('//go:build never'))
for (const file of checked) process.stderr.write('[gosec] 2026/01/01 00:00:00 Checking file: ' + file + '\\n')
const broken = checked.filter((file) => text(file).includes('func (\\n'))
const Issues = checked.filter((file) => text(file).includes('func A')).map((file) => ({ severity: 'HIGH', confidence: 'HIGH',
  cwe: { id: '78' }, rule_id: 'G204', details: 'Subprocess', file, code: '', line: '3', column: '1', nosec: false, suppressions: null }))
console.log(JSON.stringify({ 'Golang errors': Object.fromEntries(broken.map((file) => [file, [{ line: 2, column: 1, error: 'expected name' }]])),
  Issues, Stats: { files: checked.length, lines: 1, nosec: 0, found: Issues.length }, GosecVersion: '2.22.0' }))`

  it('gets files under names that no build constraint reads, and takes what it checked for scanned', async () => {
    const output = await scan({ engine: 'gosec', programs: { gosec: GOSEC, go: '' }, files: FILES })
    expect(output.run.status).toBe('partial')
    expect(
      ['a', 'a_windows', 'a_test', 'built', 'broken'].map((name) => said(output, `shop/${name}.go`)),
    ).toEqual(['scanned', 'scanned', 'scanned', 'not-scanned', 'parse-error'])
    expect(output.findings.map(({ location, cwe }) => [location?.path, cwe.ids])).toEqual([
      ['shop/a.go', [78]],
    ])
  })

  it.each([
    ['nothing at all, as with -quiet', 'process.exit(0)', 'empty-answer'],
    ['a crash', 'process.stderr.write("panic: nil"); process.exit(2)', 'engine-failed'],
    [
      'an empty list, no file checked',
      'console.log(\'{"Golang errors":{},"Issues":[],"Stats":{"files":0}}\')',
      'not-scanned',
    ],
  ])('%s is a failure, never clean', async (_what, script, reason) => {
    const output = await scan({ engine: 'gosec', programs: { gosec: script, go: '' }, files: { 'a.go': GO } })
    expect([output.run.status, said(output, 'a.go')]).toEqual(['failed', reason])
  })

  it('does not run without Go', async () => {
    const { run } = await scan({ engine: 'gosec', programs: { gosec: GOSEC }, files: { 'a.go': GO } })
    expect(run.status).toBe('not-run')
  })
})

const LOCK = JSON.stringify({ name: 'shop', version: '1.0.0', lockfileVersion: 3, packages: { '': {} } })

describe('osv-scanner', () => {
  const FILES = { 'web/package-lock.json': LOCK, 'api/poetry.lock': '' }
  const ADVISORIES = { 'advisories/npm/all.zip': 'a stand-in for the archive' }
  const OSV = `
const { readdirSync, existsSync } = require('node:fs'), { join } = require('node:path')
if (process.argv[2] === '--version') { console.log('osv-scanner version: 2.3.5'); process.exit(0) }
if (!existsSync(join(process.env.OSV_SCALIBR_LOCAL_DB_CACHE_DIRECTORY, 'osv-scalibr/npm/all.zip'))) process.exit(127)
const folder = process.argv.at(-1)
const path = readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).find((name) => name.endsWith('package-lock.json'))
process.stderr.write('Scanned ' + path + ' file and found 1 package\\n')
console.log(JSON.stringify({ results: [{ source: { path, type: 'lockfile' }, packages: [{ package: { name: 'ms', version: '0.7.0', ecosystem: 'npm' },
  vulnerabilities: [{ id: 'GHSA-3fx5-fwvr-xrjg', aliases: ['CVE-2015-8315'], affected: [], database_specific: { cwe_ids: ['CWE-1333'], severity: 'MODERATE' } }],
  groups: [{ ids: ['GHSA-3fx5-fwvr-xrjg'], aliases: ['CVE-2015-8315'], max_severity: '5.3' }] }] }], experimental_config: {} }))
process.exitCode = 1`

  it('reads findings at the lock file, and misses what it was not told about', async () => {
    const output = await scan({
      engine: 'osv-scanner',
      programs: { 'osv-scanner': OSV },
      files: FILES,
      advisories: ADVISORIES,
    })
    expect(said(output, 'web/package-lock.json')).toBe('scanned')
    expect(said(output, 'api/poetry.lock')).toBe('not-scanned')
    expect(output.findings.map(({ location, package: of }) => [location?.path, of?.purl])).toEqual([
      ['web/package-lock.json', 'pkg:npm/ms@0.7.0'],
    ])
  })

  it.each([
    ['127, no database', 'console.log(\'{"results":[]}\'); process.exitCode = 127'],
    ['128, nothing found', 'console.log(\'{"results":[]}\'); process.exitCode = 128'],
    ['0 and an empty answer', 'process.exit(0)'],
    ['0 and an empty list', 'console.log(\'{"results":[]}\')'],
  ])('exit code %s is a failure, never clean', async (_what, script) => {
    const output = await scan({
      engine: 'osv-scanner',
      programs: { 'osv-scanner': script },
      files: FILES,
      advisories: ADVISORIES,
    })
    expect(output.run.status).toBe('failed')
  })

  it('does not run without advisories', async () => {
    const { run } = await scan({ engine: 'osv-scanner', programs: { 'osv-scanner': OSV }, files: FILES })
    expect([run.status, run.diagnostics[0]?.message]).toEqual(['not-run', expect.stringContaining('all.zip')])
  })
})

describe('npm audit', () => {
  const FILES = { 'web/package-lock.json': LOCK }
  const npm = (report: string, exitCode: number) =>
    `process.stdout.write(process.argv[2] === '--version' ? '11.0.0' : ${JSON.stringify(report)}); process.exitCode = ${exitCode}`

  it('reads findings, at the lock file', async () => {
    const report = captured('npm-audit/testdata/npm-11/one.json')
    const output = await scan({ engine: 'npm-audit', programs: { npm: npm(report, 1) }, files: FILES })
    expect(output.run.status).toBe('complete')
    expect(output.findings.length).toBeGreaterThan(0)
    for (const finding of output.findings) expect(finding.package?.paths[0]).toBe('web/package-lock.json')
  })

  it.each([
    ['an error that is JSON', '{"error":{"code":"ENOAUDIT","summary":"no audit endpoint"}}', 1],
    ['a message, as where the registry cannot be reached', '{"message":"request failed","error":{}}', 1],
    ['an empty answer with exit code 0', '', 0],
    ['an empty object', '{}', 0],
  ])('%s is a failure, never clean', async (_what, report, exitCode) => {
    const output = await scan({ engine: 'npm-audit', programs: { npm: npm(report, exitCode) }, files: FILES })
    expect([output.run.status, output.findings]).toEqual(['failed', []])
  })

  it('is in no default pool', () => {
    const home = makeFolder()
    cleanups.push(home.remove)
    expect(createEnginePool({ purpose: 'reward', home: home.path }).names).not.toContain('npm-audit')
    expect(createEnginePool({ purpose: 'scan', home: home.path }).names).not.toContain('npm-audit')
  })
})
