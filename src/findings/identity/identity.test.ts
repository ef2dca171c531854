import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding, ScanRun } from '../../kernel/index.ts'
import { readReport } from '../readers/read-report.ts'
import { makeFinding } from '../testing/make-finding.ts'
import { CountTable } from './count-table.ts'
import { canonicalAdvisory, purlWithoutVersion } from './fingerprints.ts'
import { matchRuns } from './match-runs.ts'
import { FingerprintCensus } from './tool-fingerprints.ts'

/** Reads a Semgrep report with one result for each line that calls `eval`, as the tool would write it. */
async function scan(
  lines: readonly string[],
  path = 'a.js',
): Promise<{ findings: readonly Finding[]; runs: readonly ScanRun[] }> {
  const results = lines.flatMap((line, index) =>
    line.includes('eval(')
      ? [
          {
            check_id: 'eval',
            path,
            start: { line: index + 1, col: line.indexOf('eval(') + 1 },
            end: { line: index + 1, col: line.length + 1 },
            extra: {
              message: `line ${index + 1}`,
              severity: 'ERROR',
              metadata: { cwe: 'CWE-95' },
              lines: 'requires login',
              fingerprint: 'requires login',
            },
          },
        ]
      : [],
  )
  const report = { version: '1.0.0', results, errors: [], paths: { scanned: [path] } }
  return readReport(
    { name: 'r', bytes: new TextEncoder().encode(JSON.stringify(report)) },
    { source: () => lines.join('\n') },
  )
}

const codeLine = fc.constantFrom('const a = 1', 'f(a)', '', '  // text', 'g(b, c)')
const evalLine = fc.constantFrom('eval(a)', '  eval(b)', 'x = eval(a)')
const file = fc.array(fc.oneof(codeLine, evalLine), { minLength: 1, maxLength: 12 })

describe('fingerprints', () => {
  it('stay when lines are added above or code is indented, and ids are unique', () =>
    fc.assert(
      fc.asyncProperty(
        file,
        fc.array(codeLine, { maxLength: 5 }),
        fc.constantFrom('', '  ', '\t'),
        async (lines, above, indent) => {
          const [before, after] = [
            await scan(lines),
            await scan([...above, ...lines.map((line) => indent + line)]),
          ]
          const exact = (side: typeof before) =>
            side.findings.map((finding) => finding.fingerprints.own['sast/exact/v1'])
          expect(exact(after)).toEqual(exact(before))
          expect(new Set(before.findings.map((finding) => finding.id)).size).toBe(before.findings.length)
          const match = matchRuns(before, after)
          expect(match.unchanged).toHaveLength(before.findings.length)
          expect([match.introduced, match.fixed, match.possible]).toEqual([[], [], []])
        },
      ),
      { numRuns: 60 },
    ))

  it('change with path and with the matched code', async () => {
    const exact = async (lines: string[], path?: string) =>
      (await scan(lines, path)).findings[0]?.fingerprints.own['sast/exact/v1']
    const base = await exact(['eval(a)'])
    expect(await exact(['eval(a)'], 'b.js')).not.toBe(base)
    expect(await exact(['eval(b)'])).not.toBe(base)
    expect(await exact(['eval( a )'])).toBe(base)
  })

  it('drop placeholders and values that several results share', () => {
    const results: Record<string, string>[] = [
      { a: 'requires login', b: 'x', c: 'one' },
      { a: 'requires login', b: 'x', c: 'two' },
      { a: '', b: 'y', c: 'three' },
    ]
    const census = new FingerprintCensus()
    for (const result of results) census.count('', result)
    expect(results.map((result) => census.accept('', result))).toEqual([
      { c: 'one' },
      { c: 'two' },
      { b: 'y', c: 'three' },
    ])
  })

  it('are counted in at most 35 bytes a text, without keeping it', () => {
    const table = new CountTable()
    for (let index = 0; index < 100_000; index++) expect(table.add(`text ${index}`)).toBe(0)
    for (let index = 0; index < 100_000; index += 997) expect(table.add(`text ${index}`)).toBe(1)
    expect(table.bytes / 100_000).toBeLessThanOrEqual(35)
  })

  it('know one advisory by all of its names, and a package by any version', () => {
    const names = ['GHSA-abcd-1234-wxyz', 'CVE-2020-1234', 'PYSEC-2020-1']
    for (const id of names) expect(canonicalAdvisory({ id, aliases: names })).toBe('CVE-2020-1234')
    expect(purlWithoutVersion('pkg:npm/%40a/b@1.0.0?x=y#z')).toBe('pkg:npm/%40a/b')
    expect(purlWithoutVersion('pkg:npm/@a/b')).toBe('pkg:npm/@a/b')
  })
})

describe('matching two scans', () => {
  const run = (
    status: ScanRun['status'],
    target: ScanRun['targets'][number]['status'] = 'scanned',
  ): ScanRun => ({
    id: 'run',
    tool: { name: 'semgrep', version: null },
    packs: [],
    status,
    targets: [{ path: 'a.py', status: target }],
    diagnostics: [],
  })
  const old = makeFinding({ rule: 'gone' })

  it('calls fixed only what a complete scan no longer sees', () => {
    const before = { runs: [run('complete')], findings: [old] }
    expect(matchRuns(before, { runs: [run('complete')], findings: [] }).fixed).toEqual([old])
    for (const after of [
      run('partial'),
      run('failed'),
      run('not-run'),
      run('complete', 'failed'),
      run('complete', 'skipped'),
    ]) {
      const match = matchRuns(before, { runs: [after], findings: [] })
      expect(match.fixed).toEqual([])
      expect(match.possible).toHaveLength(1)
    }
    expect(matchRuns(before, { runs: [], findings: [] }).possible).toHaveLength(1)
  })

  it('leaves open what is ambiguous', () => {
    const own = (context: string, exact: string) => ({ 'sast/exact/v1': exact, 'sast/context/v1': context })
    const before = [makeFinding({ lines: [5, 5], own: own('x', '1') })]
    const after = [makeFinding({ lines: [7, 7], own: own('y', '2') })]
    const match = matchRuns(
      { runs: [run('complete')], findings: before },
      { runs: [run('complete')], findings: after },
    )
    expect([match.unchanged, match.introduced, match.fixed]).toEqual([[], [], []])
    expect(match.possible.map(({ side }) => side)).toEqual(['after', 'before'])
  })

  it('recognises a changed finding between two matched neighbours', () => {
    const three = (middle: string) =>
      [10, 20, 30].map((line) =>
        makeFinding({ lines: [line, line], own: { 'sast/exact/v1': line === 20 ? middle : `at ${line}` } }),
      )
    const match = matchRuns(
      { runs: [run('complete')], findings: three('a') },
      { runs: [run('complete')], findings: three('b') },
    )
    expect(match.unchanged.map(({ by }) => by)).toEqual(['exact', 'neighbour', 'exact'])
  })
})
