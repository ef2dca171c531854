export type { Stage, StageContext, StageResult, StageStatus } from './stage.ts'
export { openWorkflows, type RunOptions, type Workflows } from './workflows.ts'
