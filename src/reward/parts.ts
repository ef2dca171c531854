import type { RewardDocument } from '../kernel/index.ts'
import type { SampleFacts } from './facts.ts'
import type { Policy } from './policy.ts'
import { weightOf } from './severity.ts'
import { countsAsDependency } from './voices.ts'

/** What one part of the score says: null is unmeasured, never assumed. */
export type Part = RewardDocument['components']['integrity']

/**
 * Share of the functional tests that pass; 0 where the sample crashed, hung or used up its memory:
 * that is its own doing. Null without tests.
 */
export function measureFunction({ tests }: SampleFacts): Part {
  if (!tests) return null
  const { status, functional } = tests.outcome
  if (status !== 'ok' || functional.total === 0) return 0
  return functional.passed / functional.total
}

/**
 * What the advisories and the registry say about what the sample reaches: 1 where it imports nothing
 * from outside, 0 with an invented or malicious package, less by each vulnerable one's severity.
 * Null where something is imported and nobody could be asked.
 */
export function measureDependencies(facts: SampleFacts, policy: Policy): Part {
  const { imported, invented, malicious } = facts.dependencies
  if ((invented?.length ?? 0) > 0 || (malicious?.length ?? 0) > 0) return 0
  const weights = new Map<string, number>()
  for (const finding of facts.engines.flatMap((fact) => fact.findings)) {
    if (!countsAsDependency(finding, policy)) continue
    const key = `${finding.package?.purl ?? ''} ${finding.advisory?.id ?? finding.rule.id}`
    weights.set(key, Math.max(weights.get(key) ?? 0, weightOf(finding.severity.level, policy)))
  }
  // Sorted, so that the product does not depend on which engine spoke first.
  const left = [...weights.values()]
    .sort((a, b) => a - b)
    .reduce((product, weight) => product * (1 - weight), 1)
  if (imported?.length === 0 || weights.size > 0) return left
  return invented === null ? null : left
}
