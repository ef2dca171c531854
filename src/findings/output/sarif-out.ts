import type { Finding, ScanRun, SeverityLevel } from '../../kernel/index.ts'
import { cweName } from '../cwe/catalogue.ts'

/** The parts of SARIF 2.1.0 that GitHub code scanning reads. */
export interface SarifLog {
  $schema: string
  version: '2.1.0'
  runs: SarifRun[]
}

interface SarifRun {
  tool: { driver: { name: string; version?: string; rules: SarifRule[] } }
  columnKind: 'utf16CodeUnits'
  automationDetails: { id: string }
  invocations: { executionSuccessful: boolean; toolExecutionNotifications: unknown[] }[]
  artifacts: unknown[]
  results: unknown[] | null
}

interface SarifRule {
  id: string
  name?: string
  shortDescription: { text: string }
  helpUri?: string
  properties: { tags: string[]; 'security-severity'?: string }
}

const LEVELS: Readonly<Record<SeverityLevel, 'error' | 'warning' | 'note' | 'none'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
  unknown: 'warning',
}

/**
 * `security-severity` of a level without a score: the middle of GitHub's band for it, so that reading
 * the file back gives the level again. Unknown has none.
 */
const SCORES: Readonly<Partial<Record<SeverityLevel, string>>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.0',
}

/** One SARIF log: a run for each scan run, also for one that did not run (`results: null`). */
export function toSarif(report: { runs: readonly ScanRun[]; findings: readonly Finding[] }): SarifLog {
  const byRun = Map.groupBy(report.findings, (finding) => finding.run)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: report.runs.map((run) => toRun(run, byRun.get(run.id) ?? [])),
  }
}

function toRun(run: ScanRun, findings: readonly Finding[]): SarifRun {
  const rules = new Map<string, Finding>()
  for (const finding of findings) if (!rules.has(finding.rule.id)) rules.set(finding.rule.id, finding)
  const indices = new Map([...rules.keys()].map((id, index) => [id, index]))
  return {
    tool: {
      driver: {
        name: run.tool.name,
        ...(run.tool.version === null ? {} : { version: run.tool.version }),
        rules: [...rules.values()].map(toRule),
      },
    },
    columnKind: 'utf16CodeUnits',
    automationDetails: { id: `sbr/${run.tool.name}/` },
    invocations: [
      {
        executionSuccessful: run.status === 'complete' || run.status === 'partial',
        toolExecutionNotifications: run.diagnostics.map((diagnostic) => ({
          descriptor: { id: diagnostic.code },
          level: diagnostic.level,
          message: { text: diagnostic.message },
        })),
      },
    ],
    artifacts: run.targets
      .filter((target) => target.status === 'scanned')
      .map((target) => ({ location: { uri: encodePath(target.path) }, roles: ['analysisTarget'] })),
    results:
      run.status === 'not-run'
        ? null
        : findings.map((finding) => toResult(finding, indices.get(finding.rule.id) ?? -1)),
  }
}

function toRule(finding: Finding): SarifRule {
  const { rule, severity, cwe } = finding
  const score = severity.score?.toFixed(1) ?? SCORES[severity.level]
  return {
    id: rule.id,
    ...(rule.name === null ? {} : { name: rule.name }),
    shortDescription: { text: finding.title },
    ...(rule.url === null ? {} : { helpUri: rule.url }),
    properties: {
      // GitHub shows `security-severity` only for rules that carry this tag.
      tags: ['security', ...cwe.ids.map((id) => `external/cwe/cwe-${String(id).padStart(3, '0')}`)],
      ...(score === undefined ? {} : { 'security-severity': score }),
    },
  }
}

function toResult(finding: Finding, ruleIndex: number) {
  const own = finding.fingerprints.own
  const primary = finding.cwe.primary
  const score = finding.severity.score?.toFixed(1) ?? SCORES[finding.severity.level]
  return {
    ruleId: finding.rule.id,
    ruleIndex,
    level: LEVELS[finding.severity.level],
    message: { text: finding.message || finding.title },
    ...(finding.location === null ? {} : { locations: [toLocation(finding.location)] }),
    partialFingerprints: own,
    ...(finding.flow.length === 0
      ? {}
      : {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: finding.flow.map((step) => ({
                    location: {
                      ...toLocation(step.location),
                      ...(step.message === null ? {} : { message: { text: step.message } }),
                    },
                  })),
                },
              ],
            },
          ],
        }),
    // Absent would say that nobody looked; the empty list says that nothing suppresses it.
    suppressions: finding.suppressions.map(({ kind, status, justification }) => ({
      kind: kind === 'inSource' ? 'inSource' : 'external',
      ...(isSuppressionStatus(status) ? { status } : {}),
      ...(justification === null ? {} : { justification }),
    })),
    properties: {
      id: finding.id,
      severity: finding.severity.level,
      confidence: finding.confidence.level,
      ...(score === undefined ? {} : { 'security-severity': score }),
      ...(primary === null
        ? {}
        : { cwe: `CWE-${primary}${cweName(primary) ? `: ${cweName(primary)}` : ''}` }),
      ...(finding.package === null ? {} : { purl: finding.package.purl }),
    },
  }
}

const isSuppressionStatus = (status: string | null): boolean =>
  status === 'accepted' || status === 'underReview' || status === 'rejected'

/** Columns only in the unit that the run announces. */
function toLocation(location: NonNullable<Finding['location']>) {
  const exact = location.unit === 'utf16'
  return {
    physicalLocation: {
      artifactLocation: { uri: encodePath(location.path) },
      region: {
        startLine: location.startLine,
        endLine: location.endLine,
        ...(exact && location.startColumn !== null ? { startColumn: location.startColumn } : {}),
        ...(exact && location.endColumn !== null ? { endColumn: location.endColumn } : {}),
      },
    },
  }
}

/** A relative URI: a colon in the first step would read as a scheme, so steps are encoded one by one. */
const encodePath = (path: string): string => path.toWellFormed().split('/').map(encodeURIComponent).join('/')
