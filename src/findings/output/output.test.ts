import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ReportResult, readReport } from '../readers/read-report.ts'
import { READERS } from '../readers/registry.ts'
import { toSarif } from './to-sarif.ts'

const READERS_FOLDER = join(import.meta.dirname, '../readers')
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const fixture = (path: string) => readFileSync(join(READERS_FOLDER, path))
const source = (path: string) => {
  const file = join(import.meta.dirname, '../testdata/project', path)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** Every whole and every incomplete report that was captured from a tool, by its path below `readers/`. */
const captured = [...new Set(READERS.map(({ folder }) => folder))].flatMap((folder) => {
  const testdata = join(READERS_FOLDER, folder, 'testdata')
  if (!existsSync(testdata)) return []
  return readdirSync(testdata, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|\/)(?:sarif-)?(?:many|incomplete)\.\w+$/.test(name) && !name.includes('project/'))
    .map((name) => relative(READERS_FOLDER, join(testdata, name)))
})

describe('SARIF of what the tools wrote', () => {
  it('sees the fixtures', () => {
    expect(captured.length).toBeGreaterThan(30)
  })

  it.each(captured)('reads back to the same findings and runs: %s', (path) => {
    const report = readReport({ name: path, bytes: fixture(path) }, { root: '/srv/project', source })
    const log = toSarif(report)
    const again = readReport({ name: 'out.sarif', bytes: bytes(log) })
    expect(again.findings).toEqual(report.findings)
    expect(again.runs).toEqual(report.runs)
    expect(JSON.stringify(log)).not.toMatch(/"uri":"(?:file:|\/)/)
  })

  it.each(captured)('says to others what SARIF has words for: %s', (path) => {
    const report = readReport({ name: path, bytes: fixture(path) }, { root: '/srv/project', source })
    const log = toSarif(report)
    for (const { tool } of log.runs) tool.driver.name = 'a tool that nobody knows'
    const plain = JSON.parse(
      JSON.stringify(log, (key, value: unknown) => (key === 'sbr' ? undefined : value)),
    ) as unknown
    const again = readReport({ name: 'out.sarif', bytes: bytes(plain) })
    const gist = ({ findings }: ReportResult) =>
      findings.map(({ rule, severity, cwe, suppressions, location }) => [
        rule.id,
        // SARIF has no word for a severity that nobody knows: it is a warning.
        severity.level === 'unknown' ? 'medium' : severity.level,
        cwe.ids.filter((id) => id !== cwe.primary).sort(),
        cwe.primary,
        suppressions.length,
        location?.path,
        location?.startLine,
        location?.endLine,
        location?.unit === 'utf16' ? [location.startColumn, location.endColumn] : [null, null],
      ])
    expect(gist(again)).toEqual(gist(report))
    // Three words of ours are two of SARIF's: a run that is not complete never reads as complete.
    expect(again.runs.map(({ status }) => status === 'complete')).toEqual(
      report.runs.map(({ status }) => status === 'complete'),
    )
  })
})

it('has what GitHub code scanning asks for', () => {
  const report = readReport(
    { name: 'r', bytes: fixture('bandit/testdata/many.json') },
    { root: '/srv/project', source },
  )
  const [run] = toSarif(report).runs
  expect(run?.tool.driver).toMatchObject({ name: 'bandit', version: '1.9.4' })
  expect(run?.tool.driver.rules.map((rule) => [rule.id, rule.properties])).toContainEqual([
    'B608',
    { tags: ['security', 'external/cwe/cwe-089'], 'security-severity': '5.5', pack: 'bandit' },
  ])
  for (const result of run?.results ?? [])
    expect(result).toMatchObject({
      ruleId: expect.any(String),
      message: { text: expect.stringMatching(/./) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/users.py' },
            region: { startLine: expect.any(Number) },
          },
        },
      ],
      partialFingerprints: { 'sast/exact/v1': expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
})

it('says of a run that did not happen that it has no results, not that it found none', () => {
  const run = {
    id: 'x',
    tool: { name: 'snyk', version: null },
    packs: [],
    status: 'not-run' as const,
    targets: [],
    diagnostics: [],
  }
  expect(toSarif({ runs: [run], findings: [] }).runs[0]).not.toHaveProperty('results')
})

it('reads its own JSON Lines back unchanged, and names the line that is none', () => {
  const report = readReport(
    { name: 'r', bytes: fixture('bandit/testdata/many.json') },
    { root: '/srv/project', source },
  )
  const lines = report.findings.map((finding) => JSON.stringify(finding)).join('\n')
  const again = readReport({ name: 'jsonl', bytes: new TextEncoder().encode(`${lines}\n`) })
  expect(again.reader).toBe('sbr-jsonl')
  expect(again.findings).toEqual(report.findings)
  const broken = readReport({
    name: 'jsonl',
    bytes: new TextEncoder().encode(`${lines}\n{"schemaVersion":2}\n`),
  })
  expect(broken.findings).toEqual(report.findings)
  expect(broken.diagnostics.map(({ code, position }) => [code, position])).toEqual([
    ['bad-line', 'line:4'],
    ['completeness-unknown', undefined],
  ])
  expect(broken.runs[0]?.status).toBe('partial')
})
