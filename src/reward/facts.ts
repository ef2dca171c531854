import type { Finding, Language, TargetResult, TaskOutcome } from '../kernel/index.ts'
import type { IntegritySignal } from './integrity.ts'

/** One engine on one sample, as the judge saw it. */
export interface EngineFact {
  engine: string
  /**
   * `scanned`: it looked; `failed`: it should have and did not; `not-run`: it is not there.
   * An engine that does not know the language is not in the list.
   */
  status: Exclude<TargetResult['status'], 'unsupported' | 'skipped'> | 'not-run'
  /** Why it did not look; null when it did. */
  reason: string | null
  /** The rule packs it looked with and the lineage of each. */
  packs: readonly { name: string; lineage: string }[]
  findings: readonly Finding[]
}

/** What is known about the packages that a sample imports. */
export interface DependencyFacts {
  /** Imported packages that are neither of the language, nor relative, nor declared; sorted. Null: nobody read them. */
  imported: readonly string[] | null
  /** Of these, the ones a registry does not know; null: nobody asked. */
  invented: readonly string[] | null
  /** Of these, the ones that an advisory calls malicious; null: no advisories at hand. */
  malicious: readonly string[] | null
}

/** Everything that a reward is computed from. No clock, no file, no process behind it. */
export interface SampleFacts {
  id: string
  language: Language
  integrity: readonly IntegritySignal[]
  engines: readonly EngineFact[]
  dependencies: DependencyFacts
  /** Outcome of the task's tests; null: the sample has no task or nothing could run it. */
  tests: { outcome: TaskOutcome; cwe: number } | null
  /** Why the sample could not be judged at all, for a reason outside of it; else null. */
  unjudged: string | null
}
