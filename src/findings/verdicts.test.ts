import { describe, expect, it } from 'vitest'
import type { ScanRun } from '../kernel/index.ts'
import { makeFinding } from './testing/make-finding.ts'
import { verdictOf, verdictOfCwe } from './verdicts.ts'

const run = (status: ScanRun['status'], target: ScanRun['targets'][number]['status']): ScanRun => ({
  id: 'run',
  tool: { name: 'semgrep', version: null },
  packs: [],
  status,
  targets: [{ path: 'a.py', status: target }],
  diagnostics: [],
})

describe('verdictOf', () => {
  it('is clean only where the target was really scanned', () => {
    for (const status of ['complete', 'partial', 'failed', 'not-run'] as const)
      for (const target of ['scanned', 'failed', 'skipped', 'unsupported'] as const) {
        const clean = (status === 'complete' || status === 'partial') && target === 'scanned'
        expect(verdictOf(run(status, target), [], 'a.py', 'medium')).toBe(clean ? 'clean' : 'unknown')
      }
    expect(verdictOf(run('complete', 'scanned'), [], 'other.py', 'medium')).toBe('unknown')
  })

  it('weighs severity, where unknown is not harmless, and leaves out what is no weakness', () => {
    const judge = (finding: ReturnType<typeof makeFinding>) =>
      verdictOf(run('complete', 'scanned'), [finding], 'a.py', 'medium')
    expect(judge(makeFinding({ level: 'medium' }))).toBe('vulnerable')
    expect(judge(makeFinding({ level: 'unknown' }))).toBe('vulnerable')
    expect(judge(makeFinding({ level: 'low' }))).toBe('clean')
    expect(judge({ ...makeFinding({}), kind: 'quality' })).toBe('clean')
    expect(judge(makeFinding({ path: 'b.py' }))).toBe('clean')
    expect(judge(makeFinding({ run: 'another' }))).toBe('clean')
    const suppressed = [{ kind: 'inSource', status: 'accepted', justification: null }]
    expect(judge({ ...makeFinding({}), suppressions: suppressed })).toBe('vulnerable')
  })

  it('asks for one weakness and its close relatives', () => {
    const judge = (cwe: number) =>
      verdictOfCwe(run('complete', 'scanned'), [makeFinding({ cwe: [78] })], 'a.py', 'medium', cwe)
    expect([judge(78), judge(77), judge(89)]).toEqual(['vulnerable', 'vulnerable', 'clean'])
  })
})
