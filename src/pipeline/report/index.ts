export { renderReport } from './render-report.ts'
export { renderEvaluation, renderTerminal } from './render-terminal.ts'
export type {
  Disagreement,
  EngineSummary,
  PackageSummary,
  RemediationYield,
  RunSummary,
  StageTiming,
} from './run-summary.ts'
