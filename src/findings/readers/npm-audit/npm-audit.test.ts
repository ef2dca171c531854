import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../kernel/index.ts'
import { readReport } from '../read-report.ts'

const read = (file: string, reader?: string) =>
  readReport({
    name: file,
    bytes: readFileSync(join(import.meta.dirname, '..', file)),
    ...(reader === undefined ? {} : { reader }),
  })

const REPORTS = {
  npm6: 'npm-audit/testdata/npm-6/many.json',
  npm11: 'npm-audit/testdata/npm-11/many.json',
  pnpm9: 'pnpm-audit/testdata/pnpm-9-many.json',
  pnpm12: 'pnpm-audit/testdata/many.json',
  yarn1: 'yarn-audit/testdata/yarn-1/many.jsonl',
  yarn3: 'npm-audit/testdata/yarn-3/many.json',
  yarn4: 'yarn-audit/testdata/yarn-4-many.jsonl',
} as const

/** What all of these reports say of a hole; versions, CVE ids and CWEs are missing in some. */
const gist = (finding: Finding) =>
  [
    finding.rule.id,
    finding.rule.url,
    finding.title,
    finding.message,
    finding.severity.level,
    finding.severity.raw,
  ].join(' | ')

const holesOf = (file: string) => [...new Set(read(file).findings.map(gist))].sort()

describe('npm, pnpm and Yarn audit', () => {
  const expected = holesOf(REPORTS.npm11)

  it.each(Object.entries(REPORTS))('%s reports the same six holes in the same words', (_, file) => {
    expect(expected).toHaveLength(6)
    expect(holesOf(file)).toEqual(expected)
  })

  it.each([
    ['npm6', ['3.10.1', '4.17.4']],
    ['pnpm9', ['3.10.1', '4.17.4']],
    ['pnpm12', ['3.10.1', '4.17.4']],
    ['yarn1', ['3.10.1', '4.17.4']],
    ['yarn3', ['3.10.1']],
    ['yarn4', ['3.10.1', '4.17.4']],
    ['npm11', [null]],
  ] as const)('%s: one finding for each installed version that the report names', (name, versions) => {
    const lodash = read(REPORTS[name]).findings.filter(({ rule }) => rule.id === 'GHSA-fvqr-27wr-82fm')
    expect(lodash.map(({ package: found }) => found?.version ?? null).sort()).toEqual(versions)
  })

  it.each(Object.entries(REPORTS))('%s: the fixed version is the end of the affected range', (name, file) => {
    const fixed = (id: string) =>
      read(file).findings.find(({ rule }) => rule.id === id)?.package?.fixedVersions
    expect(fixed('GHSA-4xc9-xhrj-v574')).toEqual(['4.17.11'])
    // `<=0.7.0` names no fixed version; pnpm 12 looks the next release up.
    expect(fixed('GHSA-3fx5-fwvr-xrjg')).toEqual(name === 'pnpm12' ? ['0.7.1'] : [])
  })

  it('writes the paths of npm and of pnpm in one way', () => {
    const paths = (file: string) =>
      read(file)
        .findings.filter(({ package: found }) => found?.purl === 'pkg:npm/lodash@4.17.4')
        .map(({ package: found }) => found?.paths.map((path) => path.replace(/@[\d.]+/g, '')))
    expect(paths(REPORTS.pnpm9)[0]).toEqual(['async > lodash', 'lodash'])
    expect(paths(REPORTS.pnpm12)).toEqual(paths(REPORTS.pnpm9))
  })

  it('splits the CWE ids that pnpm 12 writes into one text', () => {
    const finding = read(REPORTS.pnpm12).findings.find(({ rule }) => rule.id === 'GHSA-fvqr-27wr-82fm')
    expect(finding?.cwe.ids).toEqual([471, 1321])
  })

  it('names the tool that wrote the report, or that the caller names', () => {
    const tools = (file: string, reader?: string) => read(file, reader).runs.map(({ tool }) => tool.name)
    expect(tools(REPORTS.pnpm9)).toEqual(['pnpm-audit'])
    expect(tools(REPORTS.npm6)).toEqual(['npm-audit'])
    expect(tools(REPORTS.yarn3)).toEqual(['npm-audit'])
    expect(tools(REPORTS.yarn3, 'yarn-audit')).toEqual(['yarn-audit'])
    expect(tools('npm-audit/testdata/npm-6/none.json', 'pnpm-audit')).toEqual(['pnpm-audit'])
  })

  it('takes every kind of error for a failed run, and says why', () => {
    const failure = (file: string, reader?: string) => {
      const { findings, runs } = read(file, reader)
      return [findings.length, runs[0]?.status, runs[0]?.diagnostics[0]?.message]
    }
    expect(failure('npm-audit/testdata/npm-11-no-lock.json')).toEqual([
      0,
      'failed',
      'This command requires an existing lockfile.',
    ])
    // npm 11 leaves code and summary of a service's error empty.
    expect(failure('npm-audit/testdata/npm-11/incomplete.json')[2]).toMatch(/^503 Service Unavailable/)
    expect(failure('pnpm-audit/testdata/incomplete.json')[2]).toMatch(/responded with 503/)
    expect(() => failure('pnpm-audit/testdata/incomplete.json', 'npm-audit')).toThrow(/pnpm-audit/)
  })

  it('does not take an entry that it cannot read for a clean one', () => {
    const report = (value: unknown) =>
      readReport({ name: 'r', bytes: new TextEncoder().encode(JSON.stringify(value)) })
    const broken = report({ auditReportVersion: 2, vulnerabilities: { lodash: { via: 'lodash' } } })
    expect(broken.runs[0]).toMatchObject({ status: 'partial', diagnostics: [{ code: 'bad-result' }] })
    const nameless = report({ actions: [], muted: [], advisories: { 1: { title: 'x' } }, metadata: {} })
    expect(nameless.runs[0]).toMatchObject({ status: 'partial', diagnostics: [{ code: 'bad-result' }] })
  })
})
