/**
 * Everything the gate's rules look at, computed before: rules do arithmetic, never I/O.
 * `null` means that it was not measured, and what was not measured does not pass.
 */
export interface GateFacts {
  dataset: string
  items: number
  /** Items by kind. */
  remediations: number
  tasks: number
  /** Distinct CWEs over all items. */
  cwes: number
  /** Items whose messages repeat another item's after white space is folded. */
  duplicates: number
  /** Groups (package, task template) that stand in more than one split. */
  groupsInTwoSplits: number
  /** Items that equal or nearly equal a held-out task's prompt or reference. */
  heldOutOverlap: number | null
  /** Secrets that redaction finds in the items. */
  secrets: number
  /** Answers that parse on their own, of those that could be parsed. */
  answers: { parsed: number; total: number } | null
  /** Answers that the engines judged clean, of all answers; unknown counts as not clean. */
  cleanAnswers: { clean: number; unknown: number; total: number } | null
  /** Task answers that pass functional and exploit tests in the sandbox. */
  validatedTasks: { passed: number; total: number } | null
  /** Remediation items with a true-positive decision of any decider. */
  decided: { decided: number; total: number }
  /** Remediation items with a decision of a person. */
  decidedByPerson: { decided: number; total: number }
  /** Largest share of remediation items that rests on one decider. */
  largestDeciderShare: number | null
  /** Scan runs behind the remediations by status. */
  scanRuns: { complete: number; total: number } | null
  /** Largest share of items of one CWE. */
  largestCweShare: number | null
}
