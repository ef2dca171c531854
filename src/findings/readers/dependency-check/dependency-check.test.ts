import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Finding } from '../../../kernel/index.ts'
import { readReport } from '../read-report.ts'

const read = (file: string) =>
  readReport(
    { name: file, bytes: readFileSync(join(import.meta.dirname, 'testdata', file)) },
    { root: '/srv/project' },
  )

const gist = ({ rule, title, message, severity, location, package: found, fingerprints }: Finding) => ({
  rule,
  title,
  message,
  level: severity.level,
  location,
  purl: found?.purl,
  version: found?.version,
  fingerprints,
})

it('gives the same findings from JSON and from SARIF', () => {
  const [json, sarif] = [read('many.json'), read('sarif-many.sarif')]
  expect(sarif.findings.map(gist)).toEqual(json.findings.map(gist))
  expect(sarif.runs.map(({ tool, status }) => [tool, status])).toEqual(
    json.runs.map(({ tool, status }) => [tool, status]),
  )
})

it('reads what each of its sources says', () => {
  const rows = read('many.json').findings.map(
    ({ rule, severity, confidence, cwe, location, package: found }) => [
      rule.id,
      rule.pack,
      severity.level,
      confidence.level,
      cwe.ids,
      location?.path,
      found?.purl,
      found?.fixedVersions,
    ],
  )
  const jar = 'libs/log4j-core-2.14.1.jar'
  const log4j = 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1'
  expect(rows).toEqual([
    [
      'CVE-2016-10537',
      'retirejs',
      'medium',
      'unknown',
      [],
      'web/backbone-0.3.3.js',
      'pkg:javascript/backbone.js@0.3.3',
      [],
    ],
    ['CVE-2021-44228', 'nvd', 'critical', 'high', [502, 20], jar, log4j, ['2.15.0']],
    ['CVE-2021-45046', 'nvd', 'critical', 'high', [917], jar, log4j, ['2.16.0']],
    ['CVE-2021-45105', 'nvd', 'medium', 'high', [674], jar, log4j, ['2.17.0']],
    ['GHSA-3fx5-fwvr-xrjg', 'npm', 'high', 'unknown', [1333], 'package-lock.json', 'pkg:npm/ms@0.7.0', []],
  ])
})

it('keeps what was suppressed, with the notes', () => {
  expect(read('suppressed.json').findings).toMatchObject([
    {
      rule: { id: 'CVE-2021-45105' },
      // The report has no word for it: the score counts.
      severity: { level: 'medium', derivation: 'score', score: 5.9 },
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'No lookups in our messages' }],
    },
  ])
})

it('says what could not be analysed, in words without names of classes', () => {
  const [run] = read('incomplete.json').runs
  expect(run?.status).toBe('partial')
  expect(run?.diagnostics.map(({ message }) => message)).toEqual([
    'java.io.EOFException',
    expect.stringMatching(/^An error occurred extracting evidence from cut-1\.0\.jar/),
    'Could not perform Node Audit analysis - service returned a 503.',
  ])
  expect(run?.targets.map(({ path }) => path)).toContain('libs/cut-1.0.jar')
})

it('says which entry it cannot read', () => {
  const report = {
    scanInfo: { engineVersion: '1' },
    dependencies: [{}, { filePath: 'a', vulnerabilities: [{}] }],
  }
  const { runs } = readReport({ name: 'r', bytes: new TextEncoder().encode(JSON.stringify(report)) })
  expect(runs[0]).toMatchObject({
    status: 'partial',
    diagnostics: [
      { code: 'bad-result', position: '/dependencies/0' },
      { code: 'bad-result', position: '/dependencies/1/vulnerabilities/0' },
    ],
  })
})
