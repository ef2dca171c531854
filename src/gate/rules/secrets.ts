import type { GateRule } from '../rule.ts'

export const secrets: GateRule = {
  name: 'secrets',
  direction: 'at-most',
  why: 'What is trained on can be asked out of the model.',
  measure: (facts) =>
    facts.items === 0
      ? { value: null, how: 'no items to check' }
      : { value: facts.secrets, how: `${facts.secrets} secrets found in ${facts.items} items` },
}
