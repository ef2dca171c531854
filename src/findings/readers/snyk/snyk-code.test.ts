import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const read = (file: string) =>
  readReport({
    name: file,
    bytes: readFileSync(join(import.meta.dirname, '../sarif/testdata/snyk-code', file)),
  })

it('reads what Snyk Code says, and no severity from its score', () => {
  const { findings } = read('many.sarif')
  expect(
    findings.map(({ tool, rule, title, severity, cwe, flow, suppressions }) => [
      tool.name,
      rule.id,
      title,
      severity.level,
      severity.derivation,
      cwe.primary,
      flow.length,
      suppressions,
    ]),
  ).toEqual([
    ['snyk-code', 'javascript/CommandInjection', 'Command Injection', 'high', 'tool', 78, 2, []],
    ['snyk-code', 'javascript/XSS', 'Cross-site Scripting (XSS)', 'medium', 'tool', 79, 2, []],
    [
      'snyk-code',
      'javascript/CodeInjection',
      'Code Injection',
      'high',
      'tool',
      94,
      1,
      [{ kind: 'external', status: 'accepted', justification: 'Only constants reach it' }],
    ],
  ])
})

it('takes its fingerprints, and no confidence from its precision', () => {
  const [finding] = read('many.sarif').findings
  expect(Object.keys(finding?.fingerprints.tool ?? {})).toEqual(['0', '1'])
  expect(finding?.confidence).toEqual({ level: 'unknown', raw: null })
})

it('is not complete where files did not parse', () => {
  expect(read('incomplete.sarif').runs).toMatchObject([
    {
      status: 'partial',
      diagnostics: [{ code: 'target-failed', message: '2 files could not be parsed (JavaScript)' }],
    },
  ])
})
