import type { GateRule } from '../rule.ts'

export const heldOutOverlap: GateRule = {
  name: 'held-out-overlap',
  direction: 'at-most',
  why: 'An item that shows a held-out task spoils the evaluation.',
  measure: (facts) => ({
    value: facts.items === 0 ? null : facts.heldOutOverlap,
    how:
      facts.heldOutOverlap === null
        ? 'no held-out tasks to compare with'
        : `${facts.heldOutOverlap} of ${facts.items} items overlap with held-out tasks (token 5-gram containment ≥ 0.8)`,
  }),
}
