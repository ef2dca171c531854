import type { Finding, RewardDocument, Verdict } from '../kernel/index.ts'
import type { EngineFact, SampleFacts } from './facts.ts'
import { scoreIntegrity } from './integrity.ts'
import { labelSample } from './label.ts'
import { measureDependencies, measureFunction } from './parts.ts'
import type { Policy } from './policy.ts'
import { explainReward } from './reason.ts'
import { assessSecurity, type SecurityAssessment } from './security.ts'
import { countsAsDependency, countsAsWeakness } from './voices.ts'

/**
 * The reward of one sample: integrity × function × security × dependencies, so that no part buys
 * another. What is unmeasured enters with the policy's ceiling for it. An engine that should have
 * looked and did not makes the sample invalid: `reward: null`, never 0 and never 1. A refused sample
 * (integrity 0) scores 0 without anyone looking at it. `hash` is what `hashPolicy` gave.
 */
export function scoreSample(facts: SampleFacts, policy: Policy, hash: string): RewardDocument {
  const integrity = scoreIntegrity(facts.integrity, policy.integrity)
  const refused = integrity === 0
  const security = refused ? null : assessSecurity(facts, policy)
  const blind = facts.unjudged ?? (refused ? null : findBlindness(facts, policy, security))
  const parts = {
    integrity,
    function: refused ? null : measureFunction(facts),
    security: blind === null && security ? security.score : null,
    dependencies: refused ? null : measureDependencies(facts, policy),
  }
  const valid = blind === null
  const reward =
    integrity *
    (parts.function ?? policy.ceilings.withoutTests) *
    (parts.security ?? 1) *
    (parts.dependencies ?? policy.ceilings.unmeasuredDependencies)
  const label = labelSample({ facts, policy, security, judged: valid && !refused })
  return {
    id: facts.id,
    reward: valid ? round(refused ? 0 : reward) : null,
    ceiling: round(
      (parts.function === null ? policy.ceilings.withoutTests : 1) *
        (security?.ceiling ?? 1) *
        (parts.dependencies === null ? policy.ceilings.unmeasuredDependencies : 1),
    ),
    valid,
    label,
    verdicts: collectVerdicts(facts.engines, policy),
    components: {
      integrity: round(integrity),
      function: parts.function === null ? null : round(parts.function),
      security: parts.security === null ? null : round(parts.security),
      dependencies: parts.dependencies === null ? null : round(parts.dependencies),
    },
    findings: sortFindings(facts.engines.flatMap(({ findings }) => findings)),
    reason: explainReward({ facts, policy, parts, blind, refused, security }),
    policy: hash,
  }
}

/** Six decimals: what is printed is what was computed, on any machine. Monotone, so no order changes. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6

/** Why the engines' silence would say nothing; null where everyone who had to look has looked. */
function findBlindness(
  facts: SampleFacts,
  policy: Policy,
  security: SecurityAssessment | null,
): string | null {
  const required = policy.required[facts.language]
  if (!required) return `policy ${policy.name} names no engine for ${facts.language}`
  const failed = facts.engines
    .filter(({ status }) => status === 'failed')
    .map(({ engine, reason }) => `${engine} failed (${reason ?? 'no reason given'})`)
    .sort()
  const absent = required
    .filter((name) => !facts.engines.some(({ engine, status }) => engine === name && status !== 'not-run'))
    .sort()
    .map((name) => `${name} is required and did not run`)
  const refusedTests =
    facts.tests?.outcome.status === 'refused'
      ? [`the sandbox refused the tests (${facts.tests.outcome.reason ?? 'no reason given'})`]
      : []
  const all = [...failed, ...absent, ...refusedTests]
  if (all.length > 0) return all.join('; ')
  return security === null ? 'no rule pack looked at it' : null
}

/** One engine on one sample. Only an engine that looked can say `clean`. */
function verdictOf(fact: EngineFact, policy: Policy): Verdict {
  const hit = fact.findings.some(
    (finding) => countsAsWeakness(finding, policy) || countsAsDependency(finding, policy),
  )
  if (hit) return 'vulnerable'
  return fact.status === 'scanned' ? 'clean' : 'unknown'
}

function collectVerdicts(engines: readonly EngineFact[], policy: Policy): Record<string, Verdict> {
  const sorted = [...engines].sort((a, b) => (a.engine < b.engine ? -1 : 1))
  return Object.fromEntries(sorted.map((fact) => [fact.engine, verdictOf(fact, policy)]))
}

/** One order for one set of findings, whichever engine was first. */
function sortFindings(findings: readonly Finding[]): Finding[] {
  const keyOf = (finding: Finding) =>
    [
      finding.location?.path ?? '',
      String(finding.location?.startLine ?? 0).padStart(9, '0'),
      finding.tool.name,
      finding.rule.id,
      finding.id,
    ].join('\u0000')
  return findings
    .map((finding) => ({ key: keyOf(finding), finding }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ finding }) => finding)
}
