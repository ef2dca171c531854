import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const captured = (name: string) =>
  readReport({ name, bytes: readFileSync(join(import.meta.dirname, 'testdata', name)) })

it('merges the levels of one vulnerability into the deepest, with the way there', () => {
  const [called] = captured('many.json').findings.filter(({ rule }) => rule.id === 'GO-2000-0001')
  expect(called?.message).toContain('The code calls a vulnerable function.')
  expect(called?.flow.map(({ location, message }) => [location.path, location.startLine, message])).toEqual([
    ['web/web.go', 14, 'example.com/app/web.Serve'],
  ])
  const reaches = captured('many.json').findings.map(({ rule, message }) => [rule.id, message.split('. ')[1]])
  expect(Object.fromEntries(reaches)).toMatchObject({
    'GO-2000-0002': expect.stringMatching(/^The code imports/),
    'GO-2000-0003': expect.stringMatching(/^A vulnerable module is required/),
    'GO-2000-0005': expect.stringMatching(/^The code calls/),
  })
})

it('does not take the reach for severity, neither in JSON nor in SARIF', () => {
  for (const name of ['many.json', 'sarif-many.sarif'])
    for (const { severity } of captured(name).findings) expect(severity.level).toBe('unknown')
})

it('gives one flow and one identity from JSON and from SARIF where a function is called', () => {
  const called = (name: string) =>
    captured(name)
      .findings.filter(({ rule }) => ['GO-2000-0001', 'GO-2000-0005'].includes(rule.id))
      .map(({ rule, flow, fingerprints }) => [rule.id, flow, fingerprints] as const)
      .sort(([a], [b]) => a.localeCompare(b))
  expect(called('sarif-many.sarif')).toEqual(called('many.json'))
})

it.each(['incomplete.json', 'no-database.json'])('does not call %s clean', (name) => {
  const { findings, runs } = captured(name)
  expect(findings).toEqual([])
  expect(runs.map(({ status, diagnostics }) => [status, diagnostics.map(({ code }) => code)])).toEqual([
    ['partial', ['not-scanned']],
  ])
})
