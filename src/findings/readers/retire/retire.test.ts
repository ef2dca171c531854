import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const load = (file: string) => readFileSync(join(import.meta.dirname, 'testdata', file))
const read = (file: string) => readReport({ name: file, bytes: load(file) }, { root: '/srv/project' })

it('names the package of each library, also of one that npm does not have', () => {
  const packages = read('many.json').findings.map(({ package: found }) => found?.purl)
  expect(new Set(packages)).toEqual(
    new Set(['pkg:npm/backbone@0.3.3', 'pkg:npm/jquery@1.8.1', 'pkg:github/scaron/prettyphoto@3.1.4']),
  )
})

it('takes the CVE for the advisory, and its other names for aliases', () => {
  expect(read('one.json').findings).toMatchObject([
    {
      rule: { id: 'CVE-2016-10537' },
      advisory: { aliases: ['GHSA-j6p2-cx3w-6jcp', 'retire:backbone:46'] },
      severity: { level: 'medium', derivation: 'tool' },
      cwe: { primary: 79 },
      location: { path: 'backbone-0.3.3.js' },
      package: { fixedVersions: ['0.5.0'] },
    },
  ])
})

it('reads the bare list of `jsonsimple`', () => {
  const [bare, whole] = [read('bare-list.json'), read('many.json')]
  expect(bare.reader).toBe('retire-json')
  const gist = ({ findings }: typeof bare) =>
    findings.map(({ rule, package: found, location }) => [rule.id, found, location])
  expect(gist(bare)).toEqual(gist(whole))
})

it('says why a file failed', () => {
  const failed = read('incomplete.json').runs[0]?.targets.filter(({ status }) => status === 'failed')
  expect(failed).toEqual([
    { path: 'bower.json', status: 'failed', reason: 'could not be parsed' },
    { path: 'broken.js', status: 'failed', reason: expect.stringMatching(/^SyntaxError/) },
  ])
})

it('says what it cannot read', () => {
  const { runs } = readReport({
    name: 'r',
    reader: 'retire-json',
    bytes: new TextEncoder().encode(
      JSON.stringify({ data: [{ results: [] }, { file: 'a.js', results: [{ vulnerabilities: [{}] }] }] }),
    ),
  })
  expect(runs[0]).toMatchObject({
    status: 'partial',
    diagnostics: [
      { code: 'bad-result', position: '/data/0' },
      { code: 'bad-result', position: '/data/1/results/0/vulnerabilities/0' },
    ],
  })
})
