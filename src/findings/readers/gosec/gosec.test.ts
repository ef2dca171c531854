import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const text = (name: string) => readFileSync(join(import.meta.dirname, 'testdata', name), 'utf8')
const read = (content: string) =>
  readReport({ name: 'gosec', bytes: Buffer.from(content) }, { root: '/srv/project' })

it('keeps an error of the compiler, which names no file, and the files that did not parse', () => {
  const [run] = read(text('incomplete.json')).runs
  expect(run?.targets.map(({ path, status }) => [path, status])).toEqual([['broken/broken.go', 'failed']])
  expect(run?.diagnostics.map(({ code }) => code)).toEqual(['parse-error', 'parse-error'])
  expect(run?.status).toBe('partial')
})

it('does not call a scan of no file complete', () => {
  const [run] = read(text('none.json').replace('"files": 1', '"files": 0')).runs
  expect([run?.status, run?.diagnostics[0]?.code]).toEqual(['partial', 'nothing-scanned'])
})

it('reads reports of old versions: an id for a CWE, and suppression as a flag', () => {
  const issue = {
    rule_id: 'G101',
    cwe_id: '798',
    file: '/srv/project/a.go',
    line: '3',
    column: '7',
    nosec: true,
  }
  const [finding] = read(JSON.stringify({ Issues: [issue], GosecVersion: '2.0' })).findings
  expect(finding).toMatchObject({
    cwe: { primary: 798 },
    severity: { level: 'unknown' },
    location: { path: 'a.go', startLine: 3, startColumn: 7, endColumn: null },
    suppressions: [{ kind: 'inSource', status: 'accepted', justification: null }],
  })
})

it('believes the level of a SARIF result where the word of its rule is that of another result', () => {
  const level = (content: string) =>
    read(content).findings.find(({ rule }) => rule.id === 'G101')?.severity.level
  const sarif = text('sarif-many.sarif')
  expect(level(sarif)).toBe('high')
  expect(level(sarif.replace('"level": "error"', '"level": "warning"'))).toBe('low')
  expect(level(sarif.replace(/"HIGH"/, '"LOW"'))).toBe('high')
})
