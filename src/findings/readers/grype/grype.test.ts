import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const text = (name: string) => readFileSync(join(import.meta.dirname, 'testdata', name), 'utf8')
const read = (content: string, root = '/srv/project') =>
  readReport({ name: 'grype', bytes: Buffer.from(content) }, { root })

it('joins paths to the scanned folder', () => {
  const place = (target: string) =>
    read(text('one.json').replace('"target":"one"', `"target":"${target}"`)).findings[0]?.location?.path
  expect(['.', 'one', '/srv/project/one', '/srv/elsewhere'].map(place)).toEqual([
    'package-lock.json',
    'one/package-lock.json',
    'one/package-lock.json',
    undefined,
  ])
})

it('keeps what the configuration ignores, with its reason', () => {
  const { findings } = read(text('suppressed.json'))
  expect(findings).toHaveLength(5)
  expect(findings.flatMap(({ rule, suppressions }) => suppressions.map((one) => [rule.id, one]))).toEqual([
    ['GHSA-2222-3333-5555', { kind: 'external', status: 'accepted', justification: 'not reachable' }],
  ])
})

it('does not call a scan without a database complete', () => {
  const { runs } = read(text('none.json').replace('"valid":true', '"valid":false'))
  expect(runs.map(({ status, diagnostics }) => [status, diagnostics.map(({ code }) => code)])).toEqual([
    ['partial', ['no-database']],
  ])
})

it('names rules of SARIF by their vulnerability, and takes `low` for what it says', () => {
  const { findings } = read(text('sarif-many.sarif'))
  expect(findings.map(({ rule, severity }) => [rule.id, severity.level])).toEqual([
    ['GHSA-2222-3333-6666', 'critical'],
    ['GHSA-2222-3333-4444', 'medium'],
    ['GHSA-2222-3333-4444', 'medium'],
    ['GHSA-2222-3333-5555', 'unknown'],
    ['GHSA-2222-3333-7777', 'unknown'],
  ])
  const low = text('sarif-many.sarif').replaceAll('"security-severity": "0.0"', '"security-severity": "1.0"')
  expect(read(low).findings[3]?.severity.level).toBe('low')
})
