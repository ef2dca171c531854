import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const read = (name: string) =>
  readReport(
    { name, bytes: readFileSync(join(import.meta.dirname, 'testdata', name)) },
    { root: '/srv/project', secretKey: () => new Uint8Array(32) },
  )

it('reads CWE, signatures, flags and messages of an analyzer', () => {
  const { findings, runs } = read('sast/analyzer.json')
  expect(runs.map(({ tool, status }) => [tool.name, status])).toEqual([['semgrep', 'partial']])
  expect(
    findings.map(({ rule, cwe, suppressions, fingerprints }) => ({
      rule: rule.id,
      cwe: cwe.ids,
      suppressions,
      tool: fingerprints.tool,
    })),
  ).toEqual([
    {
      rule: 'bandit.B608',
      cwe: [89],
      suppressions: [{ kind: 'external', status: 'underReview', justification: 'No input reaches it' }],
      tool: {
        'tracking/scope_offset_compressed': 'src/users.py|find[0]:1',
        'tracking/scope_offset': 'src/users.py|find[0]:2',
      },
    },
  ])
})

it('keeps neither a secret nor who committed it', () => {
  const { findings } = read('sast/secrets.json')
  expect(findings.map(({ kind, fingerprints }) => [kind, Object.keys(fingerprints.own)])).toEqual([
    ['secret', ['secret/v1']],
  ])
  expect(JSON.stringify(findings)).not.toMatch(/AKIAIOSFODNN7EXAMPLE|the author/)
})

it('names packages by the manager of their manifest, and advisories by their CVE', () => {
  expect(
    read('dependency/many.json').findings.map(({ package: found, advisory, severity }) => [
      found?.purl,
      advisory?.id,
      advisory?.aliases,
      severity.level,
    ]),
  ).toEqual([
    ['pkg:npm/lodash@4.17.15', 'CVE-2020-8203', ['GHSA-p6mc-m468-83gw'], 'high'],
    ['pkg:npm/%40babel/traverse@7.22.0', 'CVE-2023-45133', ['GHSA-67hx-6x53-jw92'], 'critical'],
    ['pkg:pypi/jinja2@3.1.2', 'CVE-2024-22195', ['GHSA-h5c8-rqwp-cp95'], 'medium'],
    [
      'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
      'CVE-2021-44228',
      ['GHSA-jfh8-c2jp-5v3q'],
      'unknown',
    ],
  ])
})
