import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const text = (name: string) => readFileSync(join(import.meta.dirname, 'testdata', name), 'utf8')
const read = (content: string) =>
  readReport({ name: 'trivy', bytes: Buffer.from(content) }, { root: '/srv/project' }).findings

it.each(['many.json', 'sarif-many.sarif'])('reads each class of %s as its kind', (name) => {
  const kinds = read(text(name)).map(({ kind }) => kind)
  const count = (kind: string) => kinds.filter((other) => other === kind).length
  expect(['dependency', 'config', 'secret', 'license'].map(count)).toEqual([4, 5, 2, 1])
})

it('does not take a made-up score for severity where Trivy does not know it', () => {
  for (const name of ['many.json', 'sarif-many.sarif']) {
    const found = read(text(name)).find(({ rule }) => rule.id === 'GHSA-2222-3333-5555')
    expect(found?.severity.level).toBe('unknown')
  }
})

it('places a vulnerability where the lockfile names its package', () => {
  for (const name of ['many.json', 'sarif-many.sarif']) {
    const found = read(text(name)).find(({ rule }) => rule.id === 'GHSA-2222-3333-5555')
    expect(found?.location).toMatchObject({
      path: 'app/package-lock.json',
      startLine: 19,
      endLine: 21,
      startColumn: null,
    })
  }
})

it('keeps nothing of the lines around a secret, masked or not', () => {
  for (const name of ['many.json', 'sarif-many.sarif']) {
    const kept = JSON.stringify(read(text(name).replaceAll(/\*{20,}/g, 'not-masked')))
    expect(kept).not.toContain('not-masked')
    expect(kept).not.toContain('GREETING')
  }
})

it('reads suppressed results with their suppression', () => {
  const findings = read(text('suppressed.json'))
  expect(findings).toHaveLength(12)
  expect(
    findings
      .filter(({ suppressions }) => suppressions.length > 0)
      .map(({ rule, suppressions }) => [rule.id, suppressions]),
  ).toEqual(
    ['CVE-2000-99901', 'CVE-2000-99901', 'DS-0001'].map((id) => [
      id,
      [{ kind: 'external', status: 'accepted', justification: '.trivyignore' }],
    ]),
  )
})

it('leaves out checks that passed, and gives packages of a distribution no file', () => {
  const findings = read(
    JSON.stringify({
      SchemaVersion: 2,
      ArtifactName: 'debian:12',
      Results: [
        {
          Target: 'Dockerfile',
          Class: 'config',
          Misconfigurations: [{ ID: 'DS-1', Status: 'PASS', Severity: 'LOW' }],
        },
        {
          Target: 'debian:12 (debian 12.1)',
          Class: 'os-pkgs',
          Type: 'debian',
          Vulnerabilities: [
            { VulnerabilityID: 'CVE-2000-1', PkgName: 'libexample', InstalledVersion: '1', Severity: 'LOW' },
          ],
        },
      ],
    }),
  )
  expect(findings.map(({ rule, location }) => [rule.id, location])).toEqual([['CVE-2000-1', null]])
})
