export { createJudge, type Judge, type JudgeOptions } from './create-judge.ts'
export { shownPathOf } from './file-name.ts'
export { approvedPolicyPaths, listApprovedPolicies, listPolicies, loadPolicy } from './load-policy.ts'
export type {
  Ecosystem,
  JudgeEngine,
  PackageDirectory,
  ScannerPort,
  TaskRunnerPort,
} from './ports.ts'
