export { DEFAULT_TRIGGERS, type Growth, type Proposal, proposeRun } from './propose-run.ts'
export { readGeneration } from './read-generation.ts'
