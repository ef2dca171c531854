import { describe, expect, it } from 'vitest'
import type { Finding } from '../../kernel/index.ts'
import { readReport } from './read-report.ts'

// These tools are not part of the set-up: the reports are written by hand after their documented formats.
const read = (report: unknown, reader?: string) =>
  readReport({
    name: 'r',
    bytes: new TextEncoder().encode(JSON.stringify(report)),
    ...(reader === undefined ? {} : { reader }),
  })

const gist = (finding: Finding) => ({
  rule: finding.rule.id,
  level: finding.severity.level,
  derivation: finding.severity.derivation,
  cwe: finding.cwe.primary,
  purl: finding.package?.purl,
  fixed: finding.package?.fixedVersions,
})

const lodash = { rule: 'GHSA-35jh-r3h4-6jhm', level: 'high', derivation: 'tool', cwe: 94, fixed: ['4.17.21'] }

describe('npm audit', () => {
  const via = {
    source: 1,
    name: 'lodash',
    dependency: 'lodash',
    title: 'Command Injection',
    url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
    severity: 'high',
    cwe: ['CWE-94'],
    range: '<4.17.21',
  }
  it('reads version 7 and later: advisories, not the packages that bring them in', async () => {
    const result = await read({
      auditReportVersion: 2,
      vulnerabilities: {
        lodash: {
          name: 'lodash',
          severity: 'high',
          via: [via],
          nodes: ['node_modules/lodash'],
          fixAvailable: { name: 'lodash', version: '4.17.21' },
        },
        outer: { name: 'outer', severity: 'moderate', via: ['lodash'], nodes: [], fixAvailable: true },
      },
    })
    expect(result.reader).toBe('npm-audit-json')
    expect(result.findings.map(gist)).toEqual([{ ...lodash, purl: 'pkg:npm/lodash' }])
  })

  it('reads version 6', async () => {
    const advisory = {
      id: 1673,
      module_name: 'lodash',
      title: 'Command Injection',
      severity: 'moderate',
      cwe: 'CWE-94',
      github_advisory_id: 'GHSA-35jh-r3h4-6jhm',
      cves: ['CVE-2021-23337'],
      patched_versions: '>=4.17.21',
      findings: [{ version: '4.17.20', paths: ['a>lodash', 'lodash'] }],
    }
    const { findings } = await read({ advisories: { 1673: advisory }, metadata: {} })
    expect(findings.map(gist)).toEqual([{ ...lodash, level: 'medium', purl: 'pkg:npm/lodash@4.17.20' }])
    expect(findings[0]?.advisory).toEqual({ id: 'GHSA-35jh-r3h4-6jhm', aliases: ['CVE-2021-23337'] })
  })

  it('takes an error for a failed run, not for an empty one', async () => {
    const { runs, findings } = await read({ error: { code: 'ENOAUDIT', summary: 'no service' } })
    expect([runs[0]?.status, findings.length, runs[0]?.diagnostics[0]?.message]).toEqual([
      'failed',
      0,
      'no service',
    ])
  })
})

describe('pip-audit', () => {
  it('reads the object and the old list, and does not call skipped packages clean', async () => {
    const dependency = {
      name: 'jinja2',
      version: '2.11.2',
      vulns: [{ id: 'PYSEC-2021-66', fix_versions: ['2.11.3'], aliases: ['CVE-2020-28493'] }],
    }
    for (const report of [{ dependencies: [dependency] }, [dependency]]) {
      const { findings, runs } = await read(report)
      expect(findings.map(gist)).toEqual([
        {
          rule: 'PYSEC-2021-66',
          level: 'unknown',
          derivation: 'default',
          cwe: null,
          purl: 'pkg:pypi/jinja2@2.11.2',
          fixed: ['2.11.3'],
        },
      ])
      expect(runs[0]?.status).toBe('complete')
    }
    const skipped = await read({ dependencies: [{ name: 'private', skip_reason: 'not on the index' }] })
    expect(skipped.runs[0]?.status).toBe('partial')
    expect((await read({ dependencies: [] }, 'pip-audit')).runs[0]?.status).toBe('partial')
  })
})

describe('snyk test', () => {
  const hole = (from: string[]) => ({
    id: 'SNYK-JS-LODASH-1',
    packageName: 'lodash',
    version: '4.17.20',
    severity: 'high',
    title: 'Injection',
    from,
    fixedIn: ['4.17.21'],
    identifiers: { CVE: ['CVE-2021-23337'], CWE: ['CWE-94'] },
  })
  const project = {
    ok: false,
    packageManager: 'npm',
    vulnerabilities: [hole(['a', 'lodash']), hole(['b', 'lodash'])],
  }

  it('reads one project or several, and merges dependency paths', async () => {
    const { findings } = await read(project)
    expect(findings.map(gist)).toEqual([
      { ...lodash, rule: 'SNYK-JS-LODASH-1', purl: 'pkg:npm/lodash@4.17.20' },
    ])
    expect(findings[0]?.package?.paths).toEqual(['a > lodash', 'b > lodash'])
    const both = await read([project, { ok: true, packageManager: 'pip', vulnerabilities: [] }])
    expect(both.runs.map(({ status }) => status)).toEqual(['complete', 'complete'])
    expect((await read({ ok: false, error: 'no token' })).runs.map(({ status }) => status)).toEqual([
      'failed',
    ])
  })
})

describe('trivy', () => {
  it('reads each class as its kind', async () => {
    const { findings, runs } = await read({
      SchemaVersion: 2,
      ArtifactName: '.',
      Results: [
        {
          Target: 'package-lock.json',
          Class: 'lang-pkgs',
          Type: 'npm',
          Vulnerabilities: [
            {
              VulnerabilityID: 'CVE-2021-23337',
              PkgName: 'lodash',
              InstalledVersion: '4.17.20',
              FixedVersion: '4.17.21',
              Severity: 'HIGH',
              CweIDs: ['CWE-94'],
            },
          ],
        },
        {
          Target: 'Dockerfile',
          Class: 'config',
          Misconfigurations: [
            { ID: 'DS002', Status: 'FAIL', Severity: 'LOW', Title: 'root' },
            { ID: 'DS1', Status: 'PASS' },
          ],
        },
        {
          Target: 'a.env',
          Class: 'secret',
          Secrets: [
            {
              RuleID: 'aws',
              Severity: 'CRITICAL',
              Title: 'AWS key',
              StartLine: 2,
              EndLine: 2,
              Match: 'KEY=abc',
            },
          ],
        },
      ],
    })
    expect(findings.map(({ kind, severity }) => [kind, severity.level])).toEqual([
      ['dependency', 'high'],
      ['config', 'low'],
      ['secret', 'critical'],
    ])
    expect(JSON.stringify(findings)).not.toContain('KEY=abc')
    expect(runs[0]?.status).toBe('complete')
    expect((await read({ SchemaVersion: 2, ArtifactName: '.' })).runs[0]?.status).toBe('partial')
  })
})

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
  ])('%s', async (_, run, status) => {
    expect((await read(log(run))).runs.map((item) => item.status)).toEqual([status])
  })

  it('has no run where it lists none', async () => {
    expect((await read({ version: '2.1.0', runs: [] })).runs.map(({ status }) => status)).toEqual(['failed'])
  })

  it('resolves level, rule and CWE by the standard', async () => {
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
    const { findings } = await read(
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
