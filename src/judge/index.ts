export { createJudge, type Judge, type JudgeOptions } from './create-judge.ts'
export { extensionOf, languageOf } from './file-name.ts'
export type {
  Ecosystem,
  JudgeEngine,
  PackageDirectory,
  ScannerPort,
  TaskRunnerPort,
} from './ports.ts'
