export {
  type GoodhartPoint,
  type GoodhartReport,
  type MonitoredAnswer,
  type MonitoredRun,
  watchGoodhart,
} from './goodhart.ts'
export { DEFAULT_TRIGGERS, type Growth, type Proposal, proposeRun } from './propose-run.ts'
export { type Fence, readFences, readGeneration } from './read-generation.ts'
