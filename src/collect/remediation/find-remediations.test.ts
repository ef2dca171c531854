import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languageOfPath } from '../../findings/index.ts'
import type { Finding, ScanRun } from '../../kernel/index.ts'
import { openParser, type SourceParser } from '../../platform/index.ts'
import { createEnginePool } from '../../scanners/index.ts'
import { extractContexts, type SourceOf } from '../context/extract-contexts.ts'
import { listSources } from '../sources/list-sources.ts'
import { findRemediations, type ScannedVersion } from './find-remediations.ts'

const TESTDATA = new URL('../testdata/', import.meta.url).pathname

let home: string
let parser: SourceParser
let before: ScannedVersion
let after: ScannedVersion

/** Two versions of a package of our own, scanned by the real Bandit and ESLint. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sbr-remediation-'))
  parser = await openParser()
  const pool = createEnginePool({ purpose: 'scan', home, engines: ['bandit', 'eslint'] })
  const scan = async (version: string): Promise<ScannedVersion> => {
    const { root, targets } = await listSources(join(TESTDATA, version))
    const outputs = await pool.scan({ root, targets, timeoutMs: 30_000 })
    return {
      findings: outputs.flatMap((output) => output.findings),
      runs: outputs.map((output) => output.run),
      sourceOf: sourceOf(root),
    }
  }
  before = await scan('before')
  after = await scan('after')
  await pool.close()
})
afterAll(async () => {
  parser.dispose()
  await rm(home, { recursive: true, force: true })
})

const sourceOf =
  (root: string): SourceOf =>
  (path) => ({ language: languageOfPath(path), text: readFileSync(join(root, path), 'utf8') })

const find = (cwes: number[], changed: Partial<{ before: ScannedVersion; after: ScannedVersion }> = {}) =>
  findRemediations({ advisory: { id: 'TEST-1', cwes }, before, after, parser, ...changed })

describe('findRemediations', () => {
  it('finds what the fix mended in the functions that it changed', () => {
    const { remediations, yield: counts } = find([78])
    expect(remediations.map(({ path, symbol, engines }) => ({ path, symbol, engines }))).toEqual([
      { path: 'app.py', symbol: 'ping', engines: ['bandit'] },
      { path: 'lib/run.js', symbol: 'exports.list', engines: ['eslint'] },
      { path: 'lib/run.js', symbol: 'exports.first', engines: ['eslint'] },
    ])
    expect(remediations[0]).toMatchObject({
      language: 'python',
      cwe: 78,
      advisory: 'TEST-1',
      before: {
        code: 'def ping(host):\n    return subprocess.call("ping -c 1 " + host, shell=True)',
        symbol: 'ping',
      },
      after: { code: 'def ping(host):\n    return subprocess.call(["ping", "-c", "1", host])' },
      state: 'fixed',
    })
    expect(remediations[0]?.findings.length).toBeGreaterThan(0)
    // `trace` changed and still has it; `lookup` has a change of layout alone; `report` is gone.
    expect(counts.changedFunctions).toBe(5)
    expect(counts.unknown).toBe(0)
    expect(counts.vanished).toBe(remediations.flatMap((one) => one.findings).length)
    expect(counts.inChangedFunctions).toBeGreaterThan(counts.vanished)
    expect(counts.fitting).toBeGreaterThan(counts.inChangedFunctions)
    expect(counts.findings).toBeGreaterThan(counts.fitting)
  })

  it('takes nothing that does not fit the advisory', () => {
    expect(find([1333])).toMatchObject({ remediations: [], yield: { fitting: 0, changedFunctions: 5 } })
  })

  it.each<[string, (run: ScanRun) => ScanRun]>([
    ['failed', (run) => ({ ...run, status: 'failed' })],
    ['did not run', (run) => ({ ...run, status: 'not-run' })],
    [
      'could not read the file',
      (run) => ({ ...run, targets: run.targets.map((target) => ({ ...target, status: 'failed' })) }),
    ],
    ['did not have the file', (run) => ({ ...run, targets: [] })],
    ['is of another version', (run) => ({ ...run, tool: { ...run.tool, version: '0.0.0' } })],
    ['had other rules', (run) => ({ ...run, packs: run.packs.map((pack) => ({ ...pack, sha256: 'x' })) })],
  ])('counts nothing as mended when the later scan %s', (_, spoil) => {
    const { remediations, yield: counts } = find([78], {
      after: { ...after, findings: [], runs: after.runs.map(spoil) },
    })
    expect(remediations).toEqual([])
    expect(counts).toMatchObject({ vanished: 0, unknown: counts.inChangedFunctions })
  })

  it('finds nothing between a version and itself', () => {
    expect(find([78], { after: before })).toMatchObject({
      remediations: [],
      yield: { inChangedFunctions: 0, changedFunctions: 0 },
    })
  })
})

describe('extractContexts', () => {
  it('gives the function around each finding, else the lines around it', () => {
    const contexts = extractContexts(before.findings, before.sourceOf, parser)
    expect(contexts).toHaveLength(before.findings.length)
    const symbols = new Set(contexts.map((context) => context.symbol))
    expect(symbols).toEqual(
      new Set([null, 'Settings.load', 'ping', 'trace', 'lookup', 'report', 'exports.list', 'exports.first']),
    )
    const load = contexts.find((context) => context.symbol === 'Settings.load')
    expect(load).toMatchObject({
      language: 'python',
      code: '    def load(self, text):\n        return yaml.load(text)',
      startLine: 7,
      endLine: 8,
    })
    const outside = contexts.find((context) => context.symbol === null && context.language === 'python')
    expect(outside).toMatchObject({ startLine: 1 })
    expect(outside?.code.split('\n')).toHaveLength(16)
  })

  it('is bounded, whatever the file is', () => {
    const text = `function big() {\n${'  call()\n'.repeat(5000)}}\n${'x'.repeat(100_000)}\n`
    const at = (startLine: number): Finding => ({
      ...(before.findings[0] as Finding),
      id: String(startLine),
      location: {
        ...(before.findings[0] as Finding & { location: object }).location,
        path: 'big.js',
        startLine,
        endLine: startLine + 4000,
      },
    })
    const contexts = extractContexts(
      [at(900), at(5003), at(9000)],
      () => ({ language: 'javascript', text }),
      parser,
    )
    expect(contexts.map(({ finding, symbol, startLine }) => ({ finding, symbol, startLine }))).toEqual([
      { finding: '900', symbol: 'big', startLine: 885 },
      { finding: '5003', symbol: null, startLine: 4988 },
    ])
    for (const context of contexts) expect(context.code.length).toBeLessThanOrEqual(16_000)
  })

  it('leaves out what has no place or no source', () => {
    const [finding] = before.findings
    expect(extractContexts([{ ...(finding as Finding), location: null }], before.sourceOf, parser)).toEqual(
      [],
    )
    expect(extractContexts(before.findings, () => null, parser)).toEqual([])
  })
})
