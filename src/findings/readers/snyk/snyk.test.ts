import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../kernel/index.ts'
import { readReport } from '../read-report.ts'

const load = (file: string) => readFileSync(join(import.meta.dirname, 'testdata', file))
const read = (file: string) => readReport({ name: file, bytes: load(file) })
const readValue = (value: unknown) =>
  readReport({ name: 'snyk', bytes: new TextEncoder().encode(JSON.stringify(value)), reader: 'snyk-json' })

const gist = ({
  kind,
  rule,
  title,
  message,
  severity,
  cwe,
  location,
  package: found,
  fingerprints,
}: Finding) => ({
  kind,
  rule,
  title,
  message,
  level: severity.level,
  cwe: cwe.ids,
  path: location?.path,
  purl: found?.purl,
  paths: found?.paths,
  fingerprints,
})

describe('snyk test', () => {
  it('gives the same findings from JSON and from SARIF', () => {
    expect(read('sarif-many.sarif').findings.map(gist)).toEqual(read('many.json').findings.map(gist))
  })

  it('merges the dependency paths of one hole and version, which Snyk lists one by one', () => {
    const entries = JSON.parse(load('two-versions.json').toString()) as { vulnerabilities: unknown[] }
    const { findings } = read('two-versions.json')
    expect([entries.vulnerabilities.length, findings.length]).toEqual([11, 9])
    const lodash = findings.filter(({ rule }) => rule.id === 'SNYK-JS-LODASH-73638')
    expect(lodash.map(({ package: found }) => [found?.version, found?.paths])).toEqual([
      ['4.17.4', ['shop@1.0.0 > lodash@4.17.4', 'shop@1.0.0 > async@2.6.0 > lodash@4.17.4']],
      ['3.10.1', ['shop@1.0.0 > xmlbuilder@3.1.0 > lodash@3.10.1']],
    ])
    // SARIF knows the first version only, and only its paths.
    const [sarif, more] = read('two-versions.sarif').findings.filter(
      ({ rule }) => rule.id === 'SNYK-JS-LODASH-73638',
    )
    expect([sarif?.package?.version, sarif?.package?.paths.length, more]).toEqual(['4.17.4', 2, undefined])
  })

  it('knows the advisory by all its names, and the first fixed version', () => {
    const finding = read('many.json').findings.find(({ rule }) => rule.id === 'SNYK-JS-LODASH-73638')
    expect(finding).toMatchObject({
      advisory: { id: 'SNYK-JS-LODASH-73638', aliases: ['CVE-2018-16487', 'GHSA-4xc9-xhrj-v574'] },
      package: { purl: 'pkg:npm/lodash@4.17.4', fixedVersions: ['4.17.11'] },
      location: { path: 'package.json' },
    })
  })

  it('tells a license issue from a vulnerability', () => {
    const kinds = read('many.json').findings.map(({ kind, advisory }) => [kind, advisory === null])
    expect(kinds.filter(([kind]) => kind === 'license')).toEqual([['license', true]])
    expect(kinds.filter(([kind]) => kind === 'dependency')).toHaveLength(6)
  })

  it('keeps what a policy ignores, with the reason', () => {
    expect(read('ignored.json').findings.map(({ rule, suppressions }) => [rule.id, suppressions])).toEqual([
      [
        'npm:ms:20151024',
        [{ kind: 'external', status: 'accepted', justification: 'No user input reaches it' }],
      ],
    ])
  })

  it('makes a run of each project', () => {
    const { runs, findings } = read('projects.json')
    expect(runs.map(({ status, targets }) => [status, targets.map(({ path }) => path)])).toEqual([
      ['complete', ['package-lock.json']],
      ['complete', ['services/api/package-lock.json']],
      ['complete', ['tools/package-lock.json']],
    ])
    expect(findings.filter(({ run }) => run === runs[0]?.id)).toEqual([])
    expect(new Set(findings.map(({ location }) => location?.path))).toEqual(
      new Set(['services/api/package.json', 'tools/package.json']),
    )
  })

  it('sees by their count that a project is missing, since Snyk leaves out what failed', () => {
    const { runs } = read('projects-one-failed.json')
    expect(runs.map(({ status }) => status)).toEqual(['complete', 'complete', 'complete', 'failed'])
    expect(runs.at(-1)?.diagnostics).toMatchObject([{ code: 'projects-missing' }])
    const [first] = JSON.parse(load('projects.json').toString()) as Record<string, unknown>[]
    expect(readValue(first).runs.map(({ status }) => status)).toEqual(['complete', 'failed'])
  })

  it('reads the applications of a container image', () => {
    const project = JSON.parse(load('many.json').toString()) as Record<string, unknown>
    const image = {
      ...project,
      vulnerabilities: [],
      displayTargetFile: 'Dockerfile',
      applications: [project],
    }
    const { runs, findings } = readValue(image)
    expect([runs.length, findings.length]).toEqual([2, 7])
    expect(new Set(findings.map(({ run }) => run))).toEqual(new Set([runs[1]?.id]))
  })

  it('does not take an error for an empty project, alone or among others', () => {
    expect(read('incomplete.json').runs).toMatchObject([
      { status: 'failed', diagnostics: [{ code: 'tool-error', message: 'Internal server error' }] },
    ])
    const none = JSON.parse(load('none.json').toString()) as unknown
    const failed = JSON.parse(load('incomplete.json').toString()) as unknown
    expect(readValue([none, failed]).runs.map(({ status }) => status)).toEqual(['complete', 'failed'])
  })
})
