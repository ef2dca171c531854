import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const read = (name: string) =>
  readReport(
    { name, bytes: readFileSync(join(import.meta.dirname, 'testdata', name)) },
    { root: '/srv/project' },
  )

it.each([
  ['incomplete.xml', '2.22.0', 13],
  ['version3.xml', '2.22.0', 13],
  ['sarif-incomplete.sarif', '2.22.0', 13],
  ['old-2.10.xml', '2.10', 15],
])(
  'takes a file that does not parse for one that was not scanned, not for a finding (%s)',
  (name, version, count) => {
    const { findings, runs } = read(name)
    expect(findings.length).toBe(count)
    expect(runs.map(({ tool, status, targets }) => [tool.version, status, targets])).toEqual([
      [version, 'partial', [{ path: 'src/broken.c', status: 'failed', reason: 'syntaxError' }]],
    ])
  },
)

it('reads a broken installation as incomplete, and headers that are missing as a remark', () => {
  const report = (id: string) =>
    Buffer.from(
      `<?xml version="1.0"?><results version="2"><cppcheck version="2.22.0"/><errors>` +
        `<error id="${id}" severity="information" msg="m" verbose="m"/></errors></results>`,
    )
  const statusOf = (id: string) =>
    readReport({ name: id, bytes: report(id) }).runs.map(({ status }) => status)
  expect(statusOf('failedToLoadCfg')).toEqual(['partial'])
  expect(statusOf('toomanyconfigs')).toEqual(['partial'])
  expect(statusOf('missingIncludeSystem')).toEqual(['complete'])
})

it('goes from where a flow begins to where it shows', () => {
  const flow = read('many.xml').findings.find(({ rule }) => rule.id === 'nullPointer')?.flow
  expect(flow?.map(({ message }) => message)).toEqual([
    "Assignment 'data=nullptr', assigned value is 0",
    'Null pointer dereference',
  ])
})
