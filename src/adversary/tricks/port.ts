import type { Language } from '../../kernel/index.ts'

/** What a trick is applied to: a sample's code and what is known about its task. */
export interface TrickSubject {
  language: Language
  code: string
  entryPoint: string
}

/** Source of randomness, 0 ≤ x < 1; deterministic by seed. */
export type Random = () => number

export type TrickGroup =
  | 'nothing-to-see'
  | 'format'
  | 'comment'
  | 'name'
  | 'dispatch'
  | 'string'
  | 'encoding'
  | 'data-flow'
  | 'control-flow'
  | 'look-alike'
  | 'structure'
  | 'dependency'
  | 'harness'
  | 'persuasion'

/** One way to make code look better than it is. */
export interface Trick {
  /** Stable kebab-case name. */
  name: string
  group: TrickGroup
  languages: readonly Language[]
  /** true: a semantic-preserving rewrite of working code (tests still pass); false: a cheating answer (stub, fence, …). */
  preserving: boolean
  /** Where it is known from, in a few words. */
  source: string
  /** The rewritten code, or null where it does not apply to this subject. May use `random` to choose among places. */
  apply(subject: TrickSubject, random: Random): string | null
}
