import { describe, expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

// What the standard says, and no tool at hand writes.
const read = (report: unknown) =>
  readReport({ name: 'r', bytes: new TextEncoder().encode(JSON.stringify(report)) })

describe('SARIF', () => {
  const log = (run: Record<string, unknown>) => ({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'X', rules: [] } }, results: [], ...run }],
  })
  it.each([
    ['results: null', { results: null }, 'not-run'],
    ['no results', { results: undefined }, 'not-run'],
    ['results: []', {}, 'complete'],
    ['executionSuccessful: false', { invocations: [{ executionSuccessful: false }] }, 'failed'],
    [
      'an error',
      {
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [{ level: 'error', message: { text: 'x' } }],
          },
        ],
      },
      'failed',
    ],
    [
      'a partial parse',
      {
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              { level: 'warning', descriptor: { id: 'PartialParsing' }, message: { text: 'x' } },
            ],
          },
        ],
      },
      'partial',
    ],
    [
      'Snyk coverage',
      { properties: { coverage: [{ type: 'FAILED_PARSING', files: 2, lang: 'js' }] } },
      'partial',
    ],
  ])('%s', (_, run, status) => {
    expect(read(log(run)).runs.map((item) => item.status)).toEqual([status])
  })

  it('has no run where it lists none', () => {
    expect(read({ version: '2.1.0', runs: [] }).runs.map(({ status }) => status)).toEqual(['failed'])
  })

  it('resolves level, rule and CWE by the standard', () => {
    const rules = [
      {
        id: 'a',
        defaultConfiguration: { level: 'error' },
        properties: { tags: ['external/cwe/cwe-079', '20'] },
      },
      {
        id: 'b',
        properties: { 'security-severity': '9.1' },
        relationships: [
          { target: { id: '89', toolComponent: { name: 'CWE' } } },
          { target: { id: '7', toolComponent: { name: 'OWASP' } } },
        ],
      },
    ]
    const { findings } = read(
      log({
        tool: { driver: { name: 'X', rules } },
        invocations: [
          {
            executionSuccessful: true,
            ruleConfigurationOverrides: [{ descriptor: { id: 'c' }, configuration: { level: 'note' } }],
          },
        ],
        results: [
          { ruleId: 'a', ruleIndex: 1, message: { text: 'm' } },
          { ruleIndex: 1, message: { text: 'm' } },
          { ruleId: 'c', fingerprints: { x: { not: 'text' } } },
          { ruleId: 'd' },
          { ruleId: 'd', kind: 'pass' },
          { message: { text: 'no rule' } },
        ],
      }),
    )
    expect(
      findings.map(({ rule, severity, cwe }) => [rule.id, severity.level, severity.derivation, cwe.ids]),
    ).toEqual([
      ['a', 'high', 'tool', [79]],
      ['b', 'critical', 'score', [89]],
      ['c', 'low', 'tool', []],
      ['d', 'medium', 'default', []],
    ])
  })
})
