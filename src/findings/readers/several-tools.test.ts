import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Finding } from '../../kernel/index.ts'
import { readReport } from './read-report.ts'

const HERE = import.meta.dirname
const PROJECT = join(HERE, '../testdata/project')
const source = (path: string) => {
  const file = join(PROJECT, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

const read = async (file: string): Promise<Finding[]> =>
  (await readReport({ name: file, bytes: readFileSync(join(HERE, file)) }, { root: '/srv/project', source }))
    .findings

it('tells OpenGrep from Semgrep, keeps its fingerprints and drops the placeholder of the other', async () => {
  const [semgrep, opengrep] = [
    await read('semgrep/testdata/many.json'),
    await read('semgrep/testdata/opengrep/many.json'),
  ]
  expect(new Set(semgrep.map((finding) => finding.tool.name))).toEqual(new Set(['semgrep']))
  expect(new Set(opengrep.map((finding) => finding.tool.name))).toEqual(new Set(['opengrep']))
  expect(semgrep.map((finding) => finding.fingerprints.tool)).toEqual(semgrep.map(() => ({})))
  for (const finding of opengrep) expect(finding.fingerprints.tool.fingerprint).toMatch(/^[0-9a-f]{128}_\d+$/)
})

it('brings three tools that count columns in three ways to one place', async () => {
  const [semgrep] = await read('semgrep/testdata/many.json')
  const eslint = (await read('eslint/testdata/many.json')).find((finding) =>
    finding.rule.id.endsWith('eval-with-expression'),
  )
  const place = {
    path: 'src/app.js',
    startLine: 4,
    startColumn: 24,
    endLine: 4,
    endColumn: 35,
    unit: 'utf16',
  }
  expect(semgrep?.location).toMatchObject({ ...place, unitOrigin: 'converted' })
  expect(eslint?.location).toMatchObject({ ...place, unitOrigin: 'tool' })
  const shell = (await read('bandit/testdata/many.json')).find((finding) => finding.rule.id === 'B602')
  expect(shell?.location).toMatchObject({ startLine: 13, startColumn: 12, endLine: 16, endColumn: 6 })
})

it('keeps the columns of a tool in its own unit where no source is at hand', async () => {
  const bytes = readFileSync(join(HERE, 'bandit/testdata/many.json'))
  const { findings } = await readReport({ name: 'bandit', bytes })
  expect(findings[1]?.location).toMatchObject({
    startColumn: 40,
    endColumn: 79,
    unit: 'utf8',
    unitOrigin: 'tool',
  })
  expect(findings[1]?.fingerprints.own).toEqual({ 'position/v1': expect.any(String) })
})

it('reports suppressed ESLint messages as findings with their suppression', async () => {
  const suppressed = (await read('eslint/testdata/many.json')).filter(
    (finding) => finding.suppressions.length > 0,
  )
  expect(
    suppressed.map((finding) => [finding.rule.id, finding.location?.startLine, finding.suppressions]),
  ).toEqual([
    [
      'security/detect-eval-with-expression',
      7,
      [{ kind: 'inSource', status: 'accepted', justification: null }],
    ],
    ['no-eval', 7, [{ kind: 'inSource', status: 'accepted', justification: null }]],
  ])
})
