import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const read = (name: string) =>
  readReport(
    { name, bytes: readFileSync(join(import.meta.dirname, 'testdata', name)) },
    { root: '/srv/project' },
  )

it('is incomplete where the names of files that do not parse are left out', () => {
  const { findings, runs } = read('quiet.json')
  expect(findings.length).toBe(11)
  expect(runs.map(({ status }) => status)).toEqual(['partial'])
  expect(runs[0]?.diagnostics.map(({ position }) => position)).toEqual(['/1/summary/parsing_errors'])
})

it('does not take a scan that found nothing to check for a clean one', () => {
  expect(read('nothing.json').runs.map(({ status }) => status)).toEqual(['not-run'])
})

it.each(['secrets.json', 'sarif-secrets.sarif'])('keeps no digest of a secret (%s)', (name) => {
  const { findings } = read(name)
  expect(
    findings.map(({ kind, cwe, location }) => [kind, cwe.ids, location?.path, location?.endLine]),
  ).toEqual([['secret', [798], 'secrets/settings.py', 2]])
  // SHA-1 of the example key, which Checkov writes as the resource.
  expect(JSON.stringify(findings)).not.toContain('25910f981e85ca04baf359199dd0bd4a3ae738b6')
})

it('reads a suppressed check with its reason', () => {
  const suppressed = read('many.json').findings.filter(({ suppressions }) => suppressions.length > 0)
  expect(suppressed.map(({ rule, suppressions }) => [rule.id, suppressions])).toEqual([
    [
      'CKV_AWS_27',
      [{ kind: 'inSource', status: 'accepted', justification: 'Messages hold nothing that is secret' }],
    ],
  ])
})
