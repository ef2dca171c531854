import { type GateRule, measureShare } from '../rule.ts'

export const answersClean: GateRule = {
  name: 'answers-clean',
  direction: 'at-least',
  why: 'What is taught as secure must be clean under the ensemble; unknown is not clean.',
  measure: (facts) => {
    if (facts.cleanAnswers === null) return { value: null, how: 'answers were not scanned' }
    const { clean, total, unknown } = facts.cleanAnswers
    const share = measureShare(clean, total, 'answers clean under every engine')
    return { ...share, how: `${share.how}, ${unknown} unknown` }
  },
}
