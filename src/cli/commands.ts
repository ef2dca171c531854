import type { RegisterCommand } from './register-command.ts'

/**
 * Every command of `sbr`, in the order of the help text, by its name. Each is loaded when it is asked for: what one
 * needs, such as the database or a parser, costs the others no time.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<RegisterCommand>>> = {
  demo: async () => (await import('./demo.ts')).registerDemo,
  scan: async () => (await import('./scan.ts')).registerScan,
  reward: async () => (await import('./reward.ts')).registerReward,
  policy: async () => (await import('./policy.ts')).registerPolicy,
  normalize: async () => (await import('./normalize.ts')).registerNormalize,
  diff: async () => (await import('./diff.ts')).registerDiff,
  cwe: async () => (await import('./cwe.ts')).registerCwe,
  tasks: async () => (await import('./tasks.ts')).registerTasks,
  rules: async () => (await import('./rules.ts')).registerRules,
  advisories: async () => (await import('./advisories.ts')).registerAdvisories,
  collect: async () => (await import('./collect.ts')).registerCollect,
  corpus: async () => (await import('./corpus.ts')).registerCorpus,
  review: async () => (await import('./review.ts')).registerReview,
  issues: async () => (await import('./issues.ts')).registerIssues,
  dataset: async () => (await import('./dataset.ts')).registerDataset,
  gate: async () => (await import('./gate.ts')).registerGate,
  train: async () => (await import('./train.ts')).registerTrain,
  evaluate: async () => (await import('./evaluate.ts')).registerEvaluate,
  models: async () => (await import('./models.ts')).registerModels,
  serve: async () => (await import('./serve.ts')).registerServe,
  keys: async () => (await import('./keys.ts')).registerKeys,
  loop: async () => (await import('./loop.ts')).registerLoop,
  doctor: async () => (await import('./doctor.ts')).registerDoctor,
  verify: async () => (await import('./verify.ts')).registerVerify,
}
