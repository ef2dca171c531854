import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const load = (file: string) => readFileSync(join(import.meta.dirname, 'testdata', file))
const read = (bytes: Uint8Array, reader?: string) =>
  readReport({ name: 'pip-audit', bytes, ...(reader === undefined ? {} : { reader }) })
const report = (value: unknown) => read(new TextEncoder().encode(JSON.stringify(value)), 'pip-audit')

describe('pip-audit', () => {
  it('gives advisory, aliases and fixed version, and no severity of its own making', () => {
    const [finding] = read(load('one.json')).findings
    expect(finding).toMatchObject({
      rule: { id: 'PYSEC-2021-66' },
      severity: { level: 'unknown', raw: null },
      package: { purl: 'pkg:pypi/jinja2@2.11.2', version: '2.11.2', fixedVersions: ['2.11.3'] },
      advisory: {
        id: 'PYSEC-2021-66',
        aliases: ['CVE-2020-28493', 'GHSA-g3rq-g295-4j3m', 'SNYK-PYTHON-JINJA2-1012994'],
      },
    })
  })

  it('gives the same finding whatever the order of aliases, which the tool shuffles', () => {
    const strip = (file: string) =>
      read(load(file))
        .findings.filter(({ rule }) => rule.id === 'PYSEC-2021-66')
        .map(({ advisory, fingerprints }) => ({ advisory, fingerprints }))
    expect(load('one.json').toString()).toContain('"aliases": ["CVE-2020-28493"')
    expect(load('many.json').toString()).not.toContain('"aliases": ["CVE-2020-28493"')
    expect(strip('many.json')).toEqual(strip('one.json'))
  })

  it('does not call a package clean that was not looked up', () => {
    const { findings, runs } = read(load('not-on-index.json'))
    expect(findings).toEqual([])
    expect(runs[0]).toMatchObject({ status: 'partial', diagnostics: [{ code: 'target-skipped' }] })
    expect(read(load('incomplete.json')).runs[0]?.diagnostics[0]?.message).toBe(
      'shop-tools: distribution marked as editable',
    )
  })

  it('takes no packages for no scan', () => {
    expect(report({ dependencies: [], fixes: [] }).runs[0]).toMatchObject({
      status: 'partial',
      diagnostics: [{ code: 'nothing-scanned' }],
    })
  })

  it('reads the bare list of old versions', () => {
    const { dependencies } = JSON.parse(load('many.json').toString()) as { dependencies: unknown[] }
    const old = read(new TextEncoder().encode(JSON.stringify(dependencies)))
    expect(old.reader).toBe('pip-audit-json')
    expect(old.findings.map(({ rule }) => rule.id)).toEqual(
      read(load('many.json')).findings.map(({ rule }) => rule.id),
    )
    expect(old.findings[0]?.raw.pointer).toBe('/0/vulns/0')
  })

  it('says which entry it cannot read', () => {
    const { runs } = report({
      dependencies: [{ name: 'a', version: '1' }, { version: '1' }, null],
      fixes: [],
    })
    expect(runs[0]?.status).toBe('partial')
    expect(runs[0]?.diagnostics.map(({ code, position }) => [code, position])).toEqual([
      ['bad-result', '/dependencies/0'],
      ['bad-result', '/dependencies/1'],
      ['bad-result', '/dependencies/2'],
    ])
  })
})
