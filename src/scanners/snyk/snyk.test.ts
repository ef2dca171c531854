import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { collectTargets, createEnginePool, type EngineOutput } from '../index.ts'
import { makeFolder, makeProgram } from '../testing.ts'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean()
})

/** What the CLI itself wrote for a project of our own (see the README beside it). */
const CAPTURED = readFileSync(
  fileURLToPath(new URL('../../findings/readers/snyk/testdata/one.json', import.meta.url)),
  'utf8',
)

/** Answers as Snyk documents it: SARIF over the files below the working folder, 1 where one has `eval(`. */
const CODE = `
const { readdirSync, readFileSync, statSync } = require('node:fs')
if (process.argv[2] === '--version') { console.log('1.1304.1'); process.exit(0) }
if (process.argv.slice(2).join(' ') !== 'code test --sarif' || process.env.SNYK_TOKEN !== 'stand-in') process.exit(2)
const files = readdirSync('.', { recursive: true }).filter((name) => statSync(name).isFile())
const results = files.filter((name) => readFileSync(name, 'utf8').includes('eval(')).map((uri) => ({
  ruleId: 'javascript/CodeInjection', ruleIndex: 0, level: 'error', message: { text: 'Unsanitized input flows into eval' },
  locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
    region: { startLine: 1, endLine: 1, startColumn: 1, endColumn: 8 } } }],
}))
const rule = { id: 'javascript/CodeInjection', name: 'CodeInjection', properties: { cwe: ['CWE-94'] } }
const coverage = [{ files: files.length - MISSED, isSupported: true, lang: 'JavaScript', type: 'SUPPORTED' }]
process.stdout.write(JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'SnykCode', version: '1.0.0', rules: [rule] } }, results, properties: { coverage } }] }))
process.exitCode = results.length > 0 ? 1 : 0`

async function scanWith(
  engine: string,
  script: string,
  files: Record<string, string>,
  token: string | null = 'stand-in',
): Promise<EngineOutput> {
  const program = makeProgram('snyk', script)
  const folder = makeFolder(files)
  const home = makeFolder()
  cleanups.push(program.remove, folder.remove, home.remove)
  const environment = { PATH: program.path, ...(token === null ? {} : { SNYK_TOKEN: token }) }
  const pool = createEnginePool({ purpose: 'reward', home: home.path, engines: [engine], environment })
  const { root, targets } = await collectTargets(folder.path)
  const [output] = await pool.scan({ root, targets, timeoutMs: 20_000 })
  await pool.close()
  if (!output) throw new Error('no run')
  return output
}

const FILES = { 'a b/$(touch PWNED).js': 'eval(process.argv[2])\n', 'clean.js': 'module.exports = 1\n' }
const LOCK = JSON.stringify({ name: 'shop', version: '1.0.0', lockfileVersion: 3, packages: { '': {} } })
const MANIFESTS = { 'web/package-lock.json': LOCK, 'web/package.json': '{"name":"shop","version":"1.0.0"}' }

/** Answers that are no report, as the tool documents them or as they were seen. */
const NO_REPORTS: [string, string, string][] = [
  ['an empty answer with exit code 0', 'process.exit(0)', 'empty-answer'],
  ['exit code 3, nothing to scan', 'process.exit(3)', 'not-scanned'],
  ['exit code 2, failure', 'process.stderr.write("Authentication error"); process.exit(2)', 'engine-failed'],
  [
    'a failure that is JSON',
    'console.log(JSON.stringify({ ok: false, error: "no" })); process.exit(2)',
    'engine-failed',
  ],
  ['exit code 0 and an object that is no report', 'console.log("{}")', 'engine-failed'],
  ['exit code 0 and half a report', 'process.stdout.write("{\\"runs\\": [{\\"results\\"")', 'engine-failed'],
  ['death by a signal', 'process.kill(process.pid, "SIGKILL"); for (;;) {}', 'engine-crashed'],
]

describe('Snyk Code', () => {
  it('reads findings of exit code 1, under the own names', async () => {
    const { run, findings } = await scanWith('snyk-code', CODE.replace('MISSED', '0'), FILES)
    expect(run.status).toBe('complete')
    expect(run.tool).toEqual({ name: 'snyk-code', version: '1.1304.1' })
    expect(findings.map(({ location, cwe, tool }) => [location?.path, cwe.ids, tool.name])).toEqual([
      ['a b/$(touch PWNED).js', [94], 'snyk-code'],
    ])
  })

  it('takes exit code 0 with a report for clean', async () => {
    const { run, findings } = await scanWith('snyk-code', CODE.replace('MISSED', '0'), {
      'clean.js': 'let a\n',
    })
    expect([run.status, findings]).toEqual(['complete', []])
  })

  it('believes no report that counts fewer files than there are', async () => {
    const { run } = await scanWith('snyk-code', CODE.replace('MISSED', '1'), FILES)
    expect([run.status, run.targets[0]?.reason]).toEqual(['failed', 'not-scanned'])
  })

  it.each(NO_REPORTS)('%s is a failure, never clean', async (_what, script, reason) => {
    const { run, findings } = await scanWith('snyk-code', script, FILES)
    expect(run.status).toBe('failed')
    expect(new Set(run.targets.map((target) => `${target.status} ${target.reason}`))).toEqual(
      new Set([`failed ${reason}`]),
    )
    expect(findings).toEqual([])
  })

  it('does not run without a token, or without the program', async () => {
    const without = await scanWith('snyk-code', CODE, FILES, null)
    expect([without.run.status, without.run.diagnostics[0]?.message]).toEqual([
      'not-run',
      expect.stringContaining('SNYK_TOKEN'),
    ])
    const home = makeFolder()
    cleanups.push(home.remove)
    const pool = createEnginePool({
      purpose: 'reward',
      home: home.path,
      engines: ['snyk-code'],
      environment: { PATH: home.path, SNYK_TOKEN: 'x' },
    })
    expect((await pool.infos())[0]).toMatchObject({ available: false, missing: { what: 'snyk on PATH' } })
  })
})

describe('Snyk Open Source', () => {
  const script = (exitCode: number, report: string) => `
if (process.argv[2] === '--version') { console.log('1.1304.1'); process.exit(0) }
const { existsSync } = require('node:fs')
if (!process.argv.includes('--file=package-lock.json') || !existsSync('package.json')) process.exit(3)
process.stdout.write(${JSON.stringify(report)}); process.exitCode = ${exitCode}`

  it('reads findings of exit code 1, at the lock file', async () => {
    const { run, findings } = await scanWith('snyk-open-source', script(1, CAPTURED), MANIFESTS)
    expect(run.status).toBe('complete')
    expect(findings.map(({ kind, location, package: of }) => [kind, location?.path, of?.purl])).toEqual([
      ['dependency', 'web/package-lock.json', expect.stringContaining('pkg:npm/ms')],
    ])
  })

  it('writes the manifest that is missing beside a lock file', async () => {
    const { run, findings } = await scanWith('snyk-open-source', script(1, CAPTURED), {
      'package-lock.json': LOCK,
    })
    expect([run.status, findings.length]).toEqual(['complete', 1])
  })

  it.each(NO_REPORTS)('%s is a failure, never clean', async (_what, failing, reason) => {
    const { run } = await scanWith('snyk-open-source', failing, MANIFESTS)
    expect([run.status, run.targets.find(({ path }) => path.endsWith('lock.json'))?.reason]).toEqual([
      'failed',
      reason,
    ])
  })
})
