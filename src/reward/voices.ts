import type { Finding } from '../kernel/index.ts'
import type { EngineFact } from './facts.ts'
import type { Policy } from './policy.ts'
import { reachesThreshold, weightOf } from './severity.ts'

/** CWE of a finding whose rule names none: a weakness of its own kind, never nothing. */
export const NO_CWE = 0

/** A lineage is one voice, however many engines carry its rules. */
export interface Voice {
  lineage: string
  /** Engines that asked it about this sample, sorted. */
  engines: string[]
  /** Highest weight of severity among its findings, by CWE family. */
  hits: Map<number, number>
}

const SECURITY_KINDS: readonly Finding['kind'][] = ['static', 'secret', 'config']

/** Does the finding count as a weakness of the code under this policy? */
export const countsAsWeakness = (finding: Finding, policy: Policy): boolean =>
  SECURITY_KINDS.includes(finding.kind) &&
  !policy.uncountedRules.some(({ tool, rule }) => tool === finding.tool.name && rule === finding.rule.id) &&
  reachesThreshold(finding.severity.level, policy.severityThreshold)

/** Does the finding count as a weakness of a dependency under this policy? */
export const countsAsDependency = (finding: Finding, policy: Policy): boolean =>
  finding.kind === 'dependency' && reachesThreshold(finding.severity.level, policy.severityThreshold)

/** The family of the finding's CWE; `NO_CWE` where its rule names none. */
export function familyOf(finding: Finding, policy: Policy): number {
  const cwe = finding.cwe.primary ?? finding.cwe.ids[0] ?? NO_CWE
  return policy.cweFamilies[String(cwe)] ?? cwe
}

/** The lineages that looked at the sample and what each said, sorted by name. Engines that did not look have no voice. */
export function collectVoices(engines: readonly EngineFact[], policy: Policy): Voice[] {
  const voices = new Map<string, Voice>()
  const speak = (lineage: string, engine: string): Voice => {
    const voice = voices.get(lineage) ?? { lineage, engines: [], hits: new Map<number, number>() }
    if (!voice.engines.includes(engine)) voice.engines.push(engine)
    voices.set(lineage, voice)
    return voice
  }
  for (const fact of engines) {
    if (fact.status !== 'scanned' || policy.dependencyEngines.includes(fact.engine)) continue
    for (const { lineage } of fact.packs) speak(lineage, fact.engine)
    for (const finding of fact.findings) {
      if (!countsAsWeakness(finding, policy)) continue
      const family = familyOf(finding, policy)
      const weight = weightOf(finding.severity.level, policy)
      const { hits } = speak(lineageOf(finding, fact), fact.engine)
      hits.set(family, Math.max(hits.get(family) ?? 0, weight))
    }
  }
  for (const voice of voices.values()) voice.engines.sort()
  return [...voices.values()].sort((a, b) => (a.lineage < b.lineage ? -1 : 1))
}

/** The lineage of the pack that the rule is of; an engine's only pack is it without being named. */
function lineageOf(finding: Finding, fact: EngineFact): string {
  const named = fact.packs.find(({ name }) => name === finding.rule.pack)
  const only = fact.packs.length === 1 ? fact.packs[0] : undefined
  return named?.lineage ?? only?.lineage ?? fact.packs[0]?.lineage ?? fact.engine
}
