export {
  baseRateOf,
  type DecidedCase,
  fitDependence,
  groupCases,
  learnCalibration,
  type Observation,
  ObservationSchema,
  type Prediction,
  predictCases,
  ratesOf,
} from './calibration/index.ts'
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
export { type Calibration, isHeldOut, type LineageRates, type Policy, parsePolicy } from './policy.ts'
export { type Rescored, rescoreDocument } from './rescore.ts'
export { scoreSample } from './score.ts'
export type { CweAssessment, SecurityAssessment } from './security.ts'
export { collectVoices, familyOf } from './voices.ts'
