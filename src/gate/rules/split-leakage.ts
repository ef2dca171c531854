import type { GateRule } from '../rule.ts'

export const splitLeakage: GateRule = {
  name: 'split-leakage',
  direction: 'at-most',
  why: 'A package or template in two splits makes validation measure memory.',
  measure: (facts) =>
    facts.items === 0
      ? { value: null, how: 'no items to check' }
      : {
          value: facts.groupsInTwoSplits,
          how: `${facts.groupsInTwoSplits} groups stand in two splits, ${facts.items} items checked`,
        },
}
