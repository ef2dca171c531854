import type { GateRule } from '../rule.ts'

export const deciderShare: GateRule = {
  name: 'decider-share',
  direction: 'at-most',
  why: 'About 250 documents suffice to poison a model: no single decider may carry a dataset.',
  measure: (facts) => ({
    value: facts.largestDeciderShare,
    how:
      facts.largestDeciderShare === null
        ? 'no decisions to check'
        : `largest share of one decider over ${facts.decided.total} remediations`,
  }),
}
