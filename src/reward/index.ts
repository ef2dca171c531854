export { learnCalibration, type Observation } from './calibrate.ts'
export {
  type Explanation,
  explainFacts,
  explainFinding,
  type FindingExplanation,
} from './explain.ts'
export type { DependencyFacts, EngineFact, SampleFacts } from './facts.ts'
export { hashPolicy, type JudgeIdentity } from './hash.ts'
export { INTEGRITY_KINDS, type IntegrityKind, type IntegritySignal } from './integrity.ts'
export { describeInvalid } from './invalid.ts'
export { type Calibration, isHeldOut, type Policy, parsePolicy } from './policy.ts'
export { scoreSample } from './score.ts'
export type { CweAssessment, SecurityAssessment } from './security.ts'
