import type { Finding } from '../kernel/index.ts'
import type { SampleFacts } from './facts.ts'
import type { Policy } from './policy.ts'
import { assessSecurity, type CweAssessment } from './security.ts'
import { weightOf } from './severity.ts'
import { countsAsDependency, countsAsWeakness, familyOf } from './voices.ts'

/** One finding and what it does to the reward. */
export interface FindingExplanation {
  engine: string
  rule: string
  path: string | null
  line: number | null
  severity: string
  /** CWE after families are merged; 0 where the rule names none. */
  cwe: number
  counts: boolean
  /** Why it counts for nothing; else the share of the reward at stake. */
  why: string
}

/** Why a sample has its reward, part by part, engine by engine, finding by finding. */
export interface Explanation {
  integrity: { kind: string; line: number | null; detail: string; factor: number }[]
  engines: { engine: string; status: string; reason: string | null; lineages: string[]; findings: number }[]
  /** P(vulnerable) by CWE, worst first; `silent` is what it would be had nobody spoken up. */
  cwes: CweAssessment[]
  findings: FindingExplanation[]
}

export function explainFacts(facts: SampleFacts, policy: Policy): Explanation {
  return {
    integrity: facts.integrity.map((signal) => ({ ...signal, factor: policy.integrity[signal.kind] ?? 0 })),
    engines: facts.engines.map(({ engine, status, reason, packs, findings }) => ({
      engine,
      status,
      reason,
      lineages: [...new Set(packs.map(({ lineage }) => lineage))].sort(),
      findings: findings.length,
    })),
    cwes: assessSecurity(facts, policy)?.cwes ?? [],
    findings: facts.engines.flatMap(({ findings }) =>
      findings.map((finding) => explainFinding(finding, policy)),
    ),
  }
}

export function explainFinding(finding: Finding, policy: Policy): FindingExplanation {
  const counts = countsAsWeakness(finding, policy) || countsAsDependency(finding, policy)
  return {
    engine: finding.tool.name,
    rule: finding.rule.id,
    path: finding.location?.path ?? null,
    line: finding.location?.startLine ?? null,
    severity: finding.severity.level,
    cwe: familyOf(finding, policy),
    counts,
    why: counts ? sayStake(finding, policy) : sayWhyNot(finding, policy),
  }
}

function sayStake(finding: Finding, policy: Policy): string {
  const priority = policy.cwePriorities[String(familyOf(finding, policy))] ?? 1
  const share = weightOf(finding.severity.level, policy) * priority
  return `up to ${Math.round(share * 100)} % of the reward is at stake`
}

function sayWhyNot(finding: Finding, policy: Policy): string {
  const uncounted = policy.uncountedRules.find(
    ({ tool, rule }) => tool === finding.tool.name && rule === finding.rule.id,
  )
  if (uncounted) return uncounted.why
  if (!['static', 'secret', 'config', 'dependency'].includes(finding.kind))
    return `${finding.kind} is no weakness`
  return `below the severity threshold (${policy.severityThreshold})`
}
