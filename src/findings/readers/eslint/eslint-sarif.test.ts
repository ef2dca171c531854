import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const read = (file: string) =>
  readReport(
    { name: file, bytes: readFileSync(join(import.meta.dirname, 'testdata', file)) },
    { root: '/srv/project' },
  )

it('gives the CWE of a rule, its kind and its plugin, as from JSON', () => {
  const gist = (file: string) =>
    read(file).findings.map(({ kind, rule, title, cwe, location, suppressions }) => [
      kind,
      rule.id,
      rule.pack,
      title,
      cwe.ids,
      location,
      suppressions,
    ])
  expect(gist('sarif-many.sarif')).toEqual(gist('many.json'))
  expect(read('sarif-many.sarif').findings[1]).toMatchObject({ rule: { id: 'no-eval' }, cwe: { ids: [95] } })
})

it('knows which files were scanned, and which did not parse', () => {
  const [none] = read('sarif-none.sarif').runs
  expect(none).toMatchObject({ status: 'complete', targets: [{ path: 'src/clean.js', status: 'scanned' }] })
  const [run] = read('sarif-incomplete.sarif').runs
  expect(run?.status).toBe('failed')
  expect(run?.targets.map(({ path, status }) => [path, status])).toEqual([
    ['src/app.js', 'scanned'],
    ['src/broken.js', 'failed'],
    ['src/clean.js', 'scanned'],
    ['src/greet.js', 'scanned'],
    ['src/one.js', 'scanned'],
    ['src/server.js', 'scanned'],
  ])
})
