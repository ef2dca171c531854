import type { GateRule } from '../rule.ts'

export const minItems: GateRule = {
  name: 'min-items',
  direction: 'at-least',
  why: 'A small model learns noise from a handful of examples.',
  measure: (facts) => ({ value: facts.items, how: `${facts.items} items in the dataset` }),
}
