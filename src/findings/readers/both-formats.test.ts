import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../kernel/index.ts'
import { readReport } from './read-report.ts'

const HERE = import.meta.dirname
const SHARED_PROJECT = join(HERE, '../testdata/project')

/** What is compared. Everything else of a finding is the same by construction, or tells of the format. */
const FIELDS: Record<string, (finding: Finding) => unknown> = {
  severity: ({ severity }) => severity.level,
  confidence: ({ confidence }) => confidence.level,
  cwe: ({ cwe }) => cwe.ids.toSorted((a, b) => a - b),
  location: ({ location }) =>
    location && [
      location.startLine,
      location.startColumn,
      location.endLine,
      location.endColumn,
      location.unit,
    ],
  message: ({ message }) => message.trim(),
  package: (finding) => finding.package?.purl,
  fixedVersions: (finding) => finding.package?.fixedVersions,
  advisory: ({ advisory }) => advisory && [advisory.id, ...advisory.aliases].sort(),
  suppressions: ({ suppressions }) => suppressions.map(({ kind }) => kind),
  flow: ({ flow }) => flow.map(({ location }) => [location.path, location.startLine]),
}

/** `many.<ext>` and `sarif-many.sarif` are one and the same scan; `differs` names the fields that SARIF has otherwise. */
interface Expected {
  differs?: string[]
  differences?: string[]
  /** Findings that only one of the two formats has: its number there. */
  sarifMany?: number
}

const pairs = globSync('*/testdata/**/sarif-many.sarif', { cwd: HERE })
  .sort()
  .map((file) => {
    const folder = join(HERE, dirname(file))
    const json = globSync('many.{json,jsonl,xml,csv}', { cwd: folder })[0] ?? ''
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected
    return { label: dirname(dirname(file)), folder, json, expected }
  })

function read(folder: string, file: string): Finding[] {
  const own = [join(folder, 'project'), join(folder, '../project')].find((path) => existsSync(path))
  const project = own ?? SHARED_PROJECT
  const source = (path: string) => {
    const place = join(project, path)
    return existsSync(place) ? readFileSync(place, 'utf8') : null
  }
  const { findings } = readReport(
    { name: file, bytes: readFileSync(join(folder, file)) },
    { root: '/srv/project', source },
  )
  const key = (finding: Finding) =>
    JSON.stringify([
      finding.rule.id,
      finding.location?.path,
      finding.location?.startLine,
      finding.package?.purl,
    ])
  return findings.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

it('compares every tool whose both formats were captured', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(8)
})

describe.each(pairs)('$label', ({ folder, json, expected }) => {
  const own = read(folder, json)
  const sarif = read(folder, 'sarif-many.sarif')

  it('has the same findings in SARIF as in its own format', () => {
    const where = ({ tool, kind, rule, location }: Finding) => [tool.name, kind, rule.id, location?.path]
    if (expected.sarifMany === undefined) expect(sarif.map(where)).toEqual(own.map(where))
    else expect(sarif.length).toBe(expected.sarifMany)
  })

  it('differs in what is declared, and in nothing else', () => {
    const differing = Object.entries(FIELDS)
      .filter(([, value]) => JSON.stringify(own.map(value)) !== JSON.stringify(sarif.map(value)))
      .map(([name]) => name)
    expect(differing).toEqual(expected.differs ?? [])
    if (differing.length > 0 || expected.sarifMany !== undefined)
      expect(expected.differences?.length ?? 0).toBeGreaterThan(0)
  })
})
