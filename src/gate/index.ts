export type { GateFacts } from './facts.ts'
export { judgeDataset } from './judge-dataset.ts'
export { type GateProfile, parseGateProfile } from './profile.ts'
export { GATE_RULES } from './rules/index.ts'
