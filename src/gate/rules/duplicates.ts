import { type GateRule, measureShare } from '../rule.ts'

export const duplicates: GateRule = {
  name: 'duplicates',
  direction: 'at-most',
  why: 'Repeated examples weigh more than anybody decided.',
  measure: (facts) => measureShare(facts.duplicates, facts.items, 'items repeat another one'),
}
