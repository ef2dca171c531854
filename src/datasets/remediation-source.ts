import type { DeciderKind, DecisionVerdict } from '../kernel/index.ts'

/** A fix of real code as the corpus knows it, with what was decided on the findings that it closed. */
export interface RemediationSource {
  id: string
  language: string
  cwe: number | null
  /** Package or repository: never split over train and validation. */
  group: string
  path: string
  symbol: string | null
  before: string
  after: string
  decisions: readonly { verdict: DecisionVerdict; deciderKind: DeciderKind; decider: string }[]
}
