import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const load = (file: string) => readFileSync(join(import.meta.dirname, 'testdata', file), 'utf8')
const read = (text: string) => readReport({ name: 'yarn', bytes: new TextEncoder().encode(text) })
const linesOf = (text: string) => text.trimEnd().split('\n')

describe('Yarn 1', () => {
  const lines = linesOf(load('yarn-1/many.jsonl'))

  it('merges the lines of one advisory', () => {
    const { findings } = read(lines.join('\n'))
    expect(lines.filter((line) => line.startsWith('{"type":"auditAdvisory"')).length).toBe(8)
    const keys = findings.map(({ rule, package: found }) => `${rule.id} ${found?.version}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('is not complete without its summary, whatever it found', () => {
    const { findings, runs } = read(lines.slice(0, -1).join('\n'))
    expect([findings.length, runs[0]?.status]).toEqual([8, 'partial'])
    expect(runs[0]?.diagnostics).toMatchObject([{ code: 'no-summary' }])
  })

  it('failed where it audited nothing, also where only standard output was kept', () => {
    const incomplete = linesOf(load('yarn-1/incomplete.jsonl'))
    expect(incomplete).toHaveLength(2)
    for (const text of [incomplete.join('\n'), incomplete[1] ?? '']) {
      const { findings, runs } = read(text)
      expect([findings.length, runs[0]?.status]).toEqual([0, 'failed'])
    }
  })
})

describe('Yarn 4', () => {
  it('names who asks for the package, without hashes and addresses', () => {
    const { findings, runs, reader } = read(load('yarn-4-many.jsonl'))
    expect([reader, runs[0]?.status, findings.length]).toEqual(['yarn-audit-jsonl', 'complete', 8])
    const ms = findings.find(({ package: found }) => found?.purl === 'pkg:npm/ms@0.7.0')
    expect(ms?.package?.paths).toEqual(['debug@2.1.3 > ms'])
    const lodash = findings.find(({ package: found }) => found?.purl === 'pkg:npm/lodash@4.17.4')
    expect(lodash?.package?.paths).toEqual(['shop > lodash', 'xmlbuilder@3.1.0 > lodash'])
  })

  it('tells a deprecated package from a vulnerable one', () => {
    const row = {
      value: 'har-validator',
      children: {
        ID: 'har-validator (deprecation)',
        Issue: 'this library is no longer supported',
        Severity: 'moderate',
        'Vulnerable Versions': '5.1.5',
        'Tree Versions': ['5.1.5'],
        Dependents: ['shop@workspace:.'],
      },
    }
    expect(read(JSON.stringify(row)).findings).toMatchObject([
      { kind: 'quality', rule: { id: 'deprecated-package' }, advisory: null, severity: { raw: 'moderate' } },
    ])
  })

  it('says which line it could not read', () => {
    const { runs } = read(`${load('yarn-4-many.jsonl')}{"value":"x","children":{}}\n`)
    expect(runs[0]).toMatchObject({
      status: 'partial',
      diagnostics: [{ code: 'bad-result', position: 'line:7' }],
    })
  })
})
