import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const read = (name: string) =>
  readReport({ name, bytes: readFileSync(join(import.meta.dirname, 'testdata', name)) })

it('reads both scales of severity, kinds, and where an issue stands', () => {
  const { findings } = read('issues/many.json')
  expect(
    findings.map(({ rule, kind, severity, location, suppressions }) => [
      rule.id,
      kind,
      severity.level,
      location && [location.path, location.startLine, location.startColumn, location.endColumn],
      suppressions.map(({ justification }) => justification),
    ]),
  ).toEqual([
    ['python:S3649', 'static', 'critical', ['src/users.py', 8, 5, 61], []],
    ['python:S5332', 'static', 'medium', ['src/users.py', 3, 12, 30], ['FALSE-POSITIVE']],
    ['secrets:S6290', 'secret', 'critical', ['src/settings.py', 2, 10, 30], []],
    ['python:S1481', 'quality', 'low', ['src/users.py', 6, null, null], []],
    ['python:S2737', 'quality', 'unknown', null, []],
  ])
  expect(findings[0]?.flow.map(({ message }) => message)).toEqual(['Source', 'Concatenation'])
  expect(JSON.stringify(findings)).not.toContain('@')
})

it('takes a page of several for incomplete, and says that fixed issues are left out', () => {
  const [run] = read('issues/incomplete.json').runs
  expect([run?.status, run?.diagnostics.map(({ code }) => code)]).toEqual(['partial', ['page-of-several']])
  expect(read('issues/many.json').runs[0]?.diagnostics.map(({ code }) => code)).toEqual(['fixed'])
})

it('reads a refusal of the server as a failed run', () => {
  const bytes = Buffer.from(JSON.stringify({ errors: [{ msg: 'Insufficient privileges' }] }))
  const { runs } = readReport({ name: 'refusal', bytes, reader: 'sonarqube-json' })
  expect(runs.map(({ status, diagnostics }) => [status, diagnostics[0]?.code])).toEqual([
    ['failed', 'tool-error'],
  ])
})
