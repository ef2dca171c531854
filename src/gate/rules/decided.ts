import { type GateRule, measureShare } from '../rule.ts'

export const decided: GateRule = {
  name: 'decided',
  direction: 'at-least',
  why: 'A finding that nobody and nothing confirmed is a guess of a scanner.',
  measure: (facts) =>
    measureShare(facts.decided.decided, facts.decided.total, 'remediations rest on a true-positive decision'),
}
