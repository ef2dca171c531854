export { answerCode, buildCandidate, type Candidate } from './build-candidate.ts'
export { readDatasetFile } from './dataset-file.ts'
export { computeGateFacts, type ItemMeasurements } from './gate-facts.ts'
export type { RemediationSource } from './remediation-source.ts'
