import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const TESTDATA = join(import.meta.dirname, 'testdata')
const KEY = new Uint8Array(32).fill(7)
const text = (name: string): string => readFileSync(join(TESTDATA, name), 'utf8')
const read = (name: string, content = text(name)) =>
  readReport(
    { name, bytes: Buffer.from(content), reader: name.endsWith('sarif') ? 'sarif' : 'gitleaks' },
    { secretKey: () => KEY },
  )

it.each(['many.json', 'sarif-many.sarif'])('keeps no secret and no snippet of %s', (name) => {
  const kept = JSON.stringify(read(name))
  const secrets = (JSON.parse(text('many.json')) as { Secret: string }[]).map(({ Secret }) => Secret)
  expect(secrets).toHaveLength(5)
  for (const secret of secrets)
    for (const line of secret.split('\n').filter((part) => !part.startsWith('-----')))
      expect(kept).not.toContain(line)
})

it('keeps nothing personal of a history, and no columns that are not known', () => {
  const { findings } = read('git-history.json')
  expect(findings).toHaveLength(6)
  const kept = JSON.stringify(findings)
  for (const word of ['nobody', 'example.invalid', 'Add service', '2026-01-01', '2a1176aa14c0'])
    expect(kept).not.toContain(word)
  for (const { location } of findings)
    expect([location?.startColumn, location?.endColumn]).toEqual([null, null])
})

it('gives one secret one identity, wherever in its file it stands', () => {
  const identities = (findings: ReturnType<typeof read>['findings']) =>
    new Set(findings.map(({ fingerprints }) => fingerprints.own['secret/v1']))
  const [tree, history] = [
    identities(read('many.json').findings),
    identities(read('git-history.json').findings),
  ]
  expect([...tree].every((identity) => history.has(identity))).toBe(true)
  expect(history.size).toBe(6)
})

it.each(['REDACTED', 'x9Fq2LmZ...'])('takes %s for no secret', (mask) => {
  const leaks = (JSON.parse(text('many.json')) as object[]).map((leak) => ({
    ...leak,
    Secret: mask,
    Match: mask,
  }))
  for (const { fingerprints } of read('many.json', JSON.stringify(leaks)).findings)
    expect(Object.keys(fingerprints.own)).toEqual(['position/v1'])
})
