import { type GateRule, measureShare } from '../rule.ts'

export const decidedByPerson: GateRule = {
  name: 'decided-by-person',
  direction: 'at-least',
  why: 'An advisory says that a package was vulnerable, not that this finding is the reason: a person does.',
  measure: (facts) =>
    measureShare(
      facts.decidedByPerson.decided,
      facts.decidedByPerson.total,
      'remediations were decided on by a person',
    ),
}
