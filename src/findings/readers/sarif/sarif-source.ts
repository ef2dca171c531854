import type { FindingDraft } from '../port.ts'

/** Where a draft was read: its result, the result's rule (undefined where the run has none), the run's outline. */
export interface SarifSource {
  result: unknown
  rule: unknown
  run: unknown
}

/**
 * Corrects what SARIF's letter gives for one tool, so that it reads as the tool's own format does. Null for a
 * result that repeats an earlier one.
 */
export type SarifRefinement = (draft: FindingDraft, source: SarifSource) => FindingDraft | null
