export { evaluateArms } from './evaluate-arms.ts'
export { evaluationId } from './evaluation-id.ts'
export type { Arm, EvaluationOptions, HeldOutEngine, HeldOutSample } from './evaluation-options.ts'
export { renderPrompt } from './render-prompt.ts'
