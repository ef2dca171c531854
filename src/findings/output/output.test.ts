import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../readers/read-report.ts'
import { makeFinding } from '../testing/make-finding.ts'
import { toCsvRow } from './csv.ts'
import { toSarif } from './sarif-out.ts'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const fixture = (path: string) => readFileSync(join(import.meta.dirname, '../readers', path))
const source = (path: string) => readFileSync(join(import.meta.dirname, '../testdata/project', path), 'utf8')

it.each(['bandit/testdata/incomplete.json', 'semgrep/testdata/opengrep.json', 'eslint/testdata/many.json'])(
  'writes SARIF that reads back to the same rules, severities, CWEs, places and status: %s',
  async (path) => {
    const report = await readReport({ name: path, bytes: fixture(path) }, { root: '/srv/project', source })
    const log = toSarif(report)
    const again = await readReport({ name: 'sarif', bytes: bytes(log) })
    const gist = (result: typeof report) =>
      result.findings.map((finding) => [
        finding.rule.id,
        finding.severity.level,
        finding.cwe.primary,
        finding.suppressions.length,
        finding.location && { ...finding.location, unitOrigin: null },
      ])
    expect(report.findings.length).toBeGreaterThan(0)
    expect(gist(again)).toEqual(gist(report))
    expect(again.runs.map((run) => run.status === 'complete')).toEqual(
      report.runs.map((run) => run.status === 'complete'),
    )
  },
)

it('has what GitHub code scanning asks for', async () => {
  const report = await readReport(
    { name: 'r', bytes: fixture('bandit/testdata/many.json') },
    { root: '/srv/project', source },
  )
  const [run] = toSarif(report).runs
  expect(run?.tool.driver).toMatchObject({ name: 'bandit', version: '1.9.4' })
  expect(run?.tool.driver.rules.map((rule) => [rule.id, rule.properties])).toContainEqual([
    'B608',
    { tags: ['security', 'external/cwe/cwe-089'], 'security-severity': '5.5' },
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
  expect(toSarif({ runs: [run], findings: [] }).runs[0]?.results).toBeNull()
})

it('reads its own JSON Lines back unchanged, and names the line that is none', async () => {
  const report = await readReport(
    { name: 'r', bytes: fixture('bandit/testdata/many.json') },
    { root: '/srv/project', source },
  )
  const lines = report.findings.map((finding) => JSON.stringify(finding)).join('\n')
  const again = await readReport({ name: 'jsonl', bytes: new TextEncoder().encode(`${lines}\n`) })
  expect(again.reader).toBe('sbr-jsonl')
  expect(again.findings).toEqual(report.findings)
  const broken = await readReport({
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

it('writes CSV that no spreadsheet runs', () => {
  const row = toCsvRow({ ...makeFinding({ path: 'a,"b".py' }), title: '=HYPERLINK("http://x")\nnext' })
  expect(row).toContain(`,"a,""b"".py",1,`)
  expect(row).toContain(`"'=HYPERLINK(""http://x"")\\nnext"`)
  expect(row.endsWith('\r\n')).toBe(true)
})
