import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const text = (name: string) => readFileSync(join(import.meta.dirname, 'testdata', name), 'utf8')
const read = (content: string) =>
  readReport(
    { name: 'trufflehog', bytes: Buffer.from(content) },
    { secretKey: () => new Uint8Array(32).fill(7) },
  )
const lines = (name: string) => text(name).trimEnd().split('\n')

it('keeps no secret, not even in part, and nothing personal', () => {
  for (const name of ['many.jsonl', 'git-history.jsonl']) {
    const { findings } = read(text(name))
    expect(findings).toHaveLength(5)
    const kept = JSON.stringify(findings)
    for (const part of [
      'Qm3vT8yKx5',
      'pT4wZ8nQ2v',
      'Bx7Rk2Wq9L',
      'Zk4nW9cQx7',
      'db.example.com',
      'nobody',
      '43fcb0e',
    ])
      expect(kept).not.toContain(part)
  }
})

it('gives a secret one identity in the tree and in the history', () => {
  const identities = (name: string) =>
    read(text(name))
      .findings.map(({ fingerprints }) => fingerprints.own['secret/v1'])
      .sort()
  expect(identities('git-history.jsonl')).toEqual(identities('many.jsonl'))
  expect(new Set(identities('many.jsonl')).size).toBe(5)
})

it('reads standard output alone, and says that the log is missing', () => {
  const { findings, runs } = read(text('stdout-only.jsonl'))
  expect(findings).toHaveLength(5)
  expect(runs.map(({ tool, diagnostics }) => [tool.version, diagnostics.map(({ code }) => code)])).toEqual([
    [null, ['no-log']],
  ])
})

it('is not complete where the log ends early, even at the end of a line', () => {
  const { runs } = read(`${lines('many.jsonl').slice(0, -1).join('\n')}\n`)
  expect(runs.map(({ status, diagnostics }) => [status, diagnostics.map(({ code }) => code)])).toEqual([
    ['partial', ['not-finished']],
  ])
})

it('takes a verified secret for certain, and no other', () => {
  const line = lines('stdout-only.jsonl')[0] ?? ''
  const levels = [line, line.replace('"Verified":false', '"Verified":true')].map(
    (content) => read(content).findings[0]?.confidence.level,
  )
  expect(levels).toEqual(['unknown', 'high'])
})
