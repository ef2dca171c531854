import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const captured = (name: string) =>
  readReport(
    { name, bytes: readFileSync(join(import.meta.dirname, 'testdata', name)) },
    { root: '/srv/project' },
  ).findings

const read = (record: object, group?: object, version = '1.0') => {
  const entry = {
    package: { name: 'left', version, ecosystem: 'npm' },
    vulnerabilities: [{ id: 'GHSA-1', aliases: ['CVE-1'], ...record }],
    ...(group === undefined ? {} : { groups: [group] }),
  }
  const report = { results: [{ source: { path: 'package-lock.json' }, packages: [entry] }] }
  return readReport({ name: 'r', bytes: Buffer.from(JSON.stringify(report)) }).findings
}

const vector = 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H'

describe('severity', () => {
  it.each([
    [
      'the highest vector',
      { severity: [{ score: vector }], database_specific: { severity: 'LOW' } },
      'high',
      'vector',
    ],
    ['the score of the group', {}, 'critical', 'score', { ids: ['GHSA-1'], max_severity: '9.8' }],
    ['the word of the database', { database_specific: { severity: 'MODERATE' } }, 'medium', 'tool'],
    ['nothing', {}, 'unknown', 'default'],
  ])('comes from %s', (_, record, level, derivation, group?: object) => {
    expect(read(record, group).map(({ severity }) => [severity.level, severity.derivation])).toEqual([
      [level, derivation],
    ])
  })
})

it('reads several records of one vulnerability as one finding, in JSON and in SARIF', () => {
  for (const name of ['many.json', 'sarif-many.sarif']) {
    const found = captured(name).filter(({ package: at }) => at?.purl.startsWith('pkg:pypi/example-yaml'))
    expect(
      found.map(({ rule, advisory, package: at }) => [rule.id, advisory?.aliases, at?.fixedVersions]),
    ).toEqual([['CVE-2000-99902', ['PYSEC-2000-11', 'GHSA-2222-3333-6666'], ['3.2']]])
  }
})

it('identifies by advisory, package and lockfile, whatever the version, in JSON as in SARIF', () => {
  expect(read({}, undefined, '1.1')[0]?.fingerprints).toEqual(read({})[0]?.fingerprints)
  const identities = (name: string) => captured(name).map(({ fingerprints }) => fingerprints.own['sca/v1'])
  expect(identities('sarif-many.sarif').sort()).toEqual(identities('many.json').sort())
  expect(new Set(identities('many.json')).size).toBe(7)
})

it('takes a package without an ecosystem or a record without an id for what they are', () => {
  expect(read({ id: null, aliases: [] })).toEqual([])
  expect(read({})[0]?.package?.purl).toBe('pkg:npm/left@1.0')
})
