import type { GateRule } from '../rule.ts'

export const minRemediations: GateRule = {
  name: 'min-remediations',
  direction: 'at-least',
  why: 'Without fixes from real code the model only learns our own tasks.',
  measure: (facts) => ({
    value: facts.remediations,
    how: `${facts.remediations} remediations of real code, ${facts.tasks} tasks`,
  }),
}
