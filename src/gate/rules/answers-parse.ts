import { type GateRule, measureShare } from '../rule.ts'

export const answersParse: GateRule = {
  name: 'answers-parse',
  direction: 'at-least',
  why: 'An answer that does not parse was seen by no engine.',
  measure: (facts) =>
    facts.answers === null
      ? { value: null, how: 'answers were not parsed' }
      : measureShare(facts.answers.parsed, facts.answers.total, 'answers parse on their own'),
}
