import { describe, expect, it } from 'vitest'
import type { Issue, ScanRun } from '../kernel/index.ts'
import { mergeDisagreements, mergeEngines, summariseScan } from './summarise-scan.ts'

const run = (name: string, targets: ScanRun['targets'], status: ScanRun['status'] = 'complete'): ScanRun => ({
  id: name,
  tool: { name, version: '1' },
  packs: [],
  status,
  targets,
  diagnostics: [],
})
const issue = (path: string, cwe: number, engines: string[]): Issue => ({
  id: `${path}${cwe}`,
  findings: [],
  engines,
  lineages: engines,
  path,
  startLine: 1,
  cwe,
  severity: 'high',
  title: 't',
  reasons: [],
})
const both = [
  { path: 'a.py', status: 'scanned' as const },
  { path: 'b.js', status: 'scanned' as const },
]
const report = {
  runs: [
    run('semgrep', both),
    run('bandit', [
      { path: 'a.py', status: 'scanned' },
      { path: 'b.js', status: 'unsupported' },
    ]),
    run('eslint', [{ path: 'b.js', status: 'failed', reason: 'parse-error' }], 'partial'),
    run('osv', [{ path: 'a.py', status: 'skipped', reason: 'no advisories' }], 'not-run'),
  ],
  findings: [],
  issues: [
    issue('a.py', 78, ['semgrep', 'bandit']),
    issue('a.py', 89, ['bandit']),
    issue('b.js', 79, ['semgrep']),
  ],
}

describe('the summary of a scan', () => {
  it('compares two engines only on files that both scanned', () => {
    expect(summariseScan(report).disagreements).toEqual([
      { a: 'semgrep', b: 'bandit', cwe: 78, both: 1, onlyA: 0, onlyB: 0 },
      { a: 'semgrep', b: 'bandit', cwe: 89, both: 0, onlyA: 0, onlyB: 1 },
    ])
  })

  it('counts what an engine that ran did not answer as unknown, and absent engines as absent', () => {
    const counts = summariseScan(report)
    expect([counts.files, counts.notScanned]).toEqual([2, 1])
    const merged = mergeEngines([
      { side: 'vulnerable', counts },
      { side: 'fixed', counts },
    ])
    expect(merged.find((engine) => engine.name === 'osv')?.status).toEqual({ 'not-run': 2 })
    expect(merged.find((engine) => engine.name === 'eslint')?.targets).toEqual({ failed: 2 })
  })

  it('adds disagreements of many scans, largest first', () => {
    const rows = summariseScan(report).disagreements
    expect(mergeDisagreements([rows, rows], 1)).toEqual([
      { a: 'semgrep', b: 'bandit', cwe: 89, both: 0, onlyA: 0, onlyB: 2 },
    ])
  })
})
