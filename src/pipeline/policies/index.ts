export { adoptPolicy } from './adopt-policy.ts'
export {
  type CalibrationResult,
  calibratePolicy,
  type LearntRates,
} from './calibrate-policy.ts'
export {
  compareDocuments,
  comparePairs,
  comparePolicies,
  type FieldChange,
  type RateChange,
  type RewardComparison,
} from './compare-policies.ts'
export { observeDecisions } from './decided-observations.ts'
export { openPolicyReference, type PolicyReference } from './policy-reference.ts'
export { renderReliability } from './render-reliability.ts'
