import type { GateRule } from '../rule.ts'

export const cweBalance: GateRule = {
  name: 'cwe-balance',
  direction: 'at-most',
  why: 'One weakness that dominates drowns the others.',
  measure: (facts) => ({
    value: facts.largestCweShare,
    how: facts.items === 0 ? 'no items to check' : `largest share of one CWE over ${facts.items} items`,
  }),
}
