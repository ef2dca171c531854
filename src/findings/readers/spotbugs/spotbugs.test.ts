import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ReadContext } from '../port.ts'
import { readReport } from '../read-report.ts'
import { createSourceFolders } from './source-folders.ts'

const read = (name: string) =>
  readReport(
    { name, bytes: readFileSync(join(import.meta.dirname, 'testdata', name)) },
    { root: '/srv/project' },
  )

it('tells errors and missing classes, and which files were scanned', () => {
  const [run] = read('incomplete.xml').runs
  expect(run?.status).toBe('partial')
  expect(run?.diagnostics.map(({ level, code }) => [level, code])).toEqual([
    ['error', 'analysis-error'],
    ['warning', 'missing-class'],
  ])
  expect(run?.targets.map(({ path }) => path)).toEqual(['src/app/Caller.java', 'src/app/Users.java'])
})

it('keeps severity and confidence apart, security and quality too', () => {
  const { findings } = read('many.xml')
  const of = (id: string) => {
    const found = findings.find(({ rule }) => rule.id === id)
    return [
      found?.kind,
      found?.severity.level,
      found?.severity.raw,
      found?.confidence.level,
      found?.rule.pack,
    ]
  }
  expect(of('SQL_INJECTION_JDBC')).toEqual(['static', 'medium', '12', 'medium', 'findsecbugs'])
  expect(of('NP_ALWAYS_NULL')).toEqual(['static', 'high', '5', 'high', 'spotbugs'])
  expect(of('UUF_UNUSED_FIELD')).toEqual(['quality', 'low', '18', 'medium', 'spotbugs'])
})

it('finds the file of a class', () => {
  const path = 'app/Users.java'
  const find = (folders: string[], context: ReadContext) => {
    const known = createSourceFolders(context)
    for (const folder of folders) known.add(folder)
    return known.fileOf(path)
  }
  const root = '/srv/project'
  expect(find([], { root })).toBe(path)
  expect(find(['/srv/project/src/'], {})).toBe(path)
  expect(find(['/srv/project/src/'], { root })).toBe('/srv/project/src/app/Users.java')
  expect(find(['/srv/a/app/Token.java', '/srv/a/app/Users.java'], { root })).toBe('/srv/a/app/Users.java')
  const folders = ['/srv/project/src', '/srv/project/generated']
  const source = (file: string) => (file === 'generated/app/Users.java' ? 'class Users {}' : null)
  expect(find(folders, { root, source })).toBe('/srv/project/generated/app/Users.java')
  expect(find(folders, { root })).toBe(path)
})
