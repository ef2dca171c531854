import type { SampleFacts } from './facts.ts'
import { EXPLOIT_TESTS, probabilityOf } from './label-model.ts'
import type { Policy } from './policy.ts'
import { collectVoices, type Voice } from './voices.ts'

/** One CWE family of one sample: who said what, and what it costs. */
export interface CweAssessment {
  /** 0: the findings' rules name no CWE. */
  cwe: number
  /** P(vulnerable) by the policy's mode. */
  probability: number
  /** P(vulnerable) had nobody spoken up. */
  silent: number
  /** Share of the reward at stake: severity times priority. */
  weight: number
  /** Lineages that spoke up, sorted. */
  said: string[]
}

export interface SecurityAssessment {
  /** Product over CWEs of 1 - P(vulnerable) × weight. */
  score: number
  /** The same, had nobody spoken up. */
  ceiling: number
  /** 1 - product over CWEs of 1 - P(vulnerable). */
  probability: number
  /** Worst first. */
  cwes: CweAssessment[]
  voices: Voice[]
}

/** Weighs what all voices said about a sample. Null where nobody looked: nothing found is not clean. */
export function assessSecurity(facts: SampleFacts, policy: Policy): SecurityAssessment | null {
  const voices = [...collectVoices(facts.engines, policy), ...exploitVoice(facts, policy)]
  if (voices.length === 0) return null
  const watched = policy.mode === 'calibrated' ? (policy.calibration.watched[facts.language] ?? []) : []
  const families = [...new Set([...watched, ...voices.flatMap(({ hits }) => [...hits.keys()])])]
  const silentVoices = voices.map((voice) => ({ ...voice, hits: new Map<number, number>() }))
  const cwes = families
    .sort((a, b) => a - b)
    .map((cwe): CweAssessment => {
      const said = voices.filter(({ hits }) => hits.has(cwe))
      const priority = policy.cwePriorities[String(cwe)] ?? 1
      const severity = said.length === 0 ? 1 : Math.max(...said.map(({ hits }) => hits.get(cwe) ?? 0))
      return {
        cwe,
        probability: probabilityOf(cwe, voices, facts.language, policy),
        silent: watched.includes(cwe) ? probabilityOf(cwe, silentVoices, facts.language, policy) : 0,
        // An attack that got through is no question of taste: nobody's priority makes it cheaper.
        weight: said.some(({ lineage }) => lineage === EXPLOIT_TESTS) ? 1 : severity * priority,
        said: said.map(({ lineage }) => lineage),
      }
    })
  const priorityOf = (cwe: number) => policy.cwePriorities[String(cwe)] ?? 1
  return {
    score: cwes.reduce((left, item) => left * (1 - lossOf(item, priorityOf(item.cwe))), 1),
    ceiling: cwes.reduce((left, item) => left * (1 - item.silent * priorityOf(item.cwe)), 1),
    probability: 1 - cwes.reduce((left, item) => left * (1 - item.probability), 1),
    cwes: [...cwes].sort((a, b) => b.probability * b.weight - a.probability * a.weight || a.cwe - b.cwe),
    voices,
  }
}

/** A mild finding never costs less than silence would: speaking up must not be a way up. */
const lossOf = ({ probability, weight, silent }: CweAssessment, priority: number): number =>
  Math.max(probability * weight, silent * priority)

/** The exploit tests as a voice on the task's CWE, where they ran to an answer. */
function exploitVoice({ tests }: SampleFacts, policy: Policy): Voice[] {
  if (tests?.outcome.status !== 'ok' || tests.outcome.exploit.total === 0) return []
  const { passed, total } = tests.outcome.exploit
  const family = policy.cweFamilies[String(tests.cwe)] ?? tests.cwe
  return [
    {
      lineage: EXPLOIT_TESTS,
      engines: [EXPLOIT_TESTS],
      hits: new Map<number, number>(passed < total ? [[family, 1]] : []),
    },
  ]
}
