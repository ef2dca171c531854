import type { GateRule } from '../rule.ts'

export const cweCoverage: GateRule = {
  name: 'cwe-coverage',
  direction: 'at-least',
  why: 'A dataset of one weakness teaches one trick.',
  measure: (facts) => ({ value: facts.cwes, how: `${facts.cwes} distinct CWEs over ${facts.items} items` }),
}
