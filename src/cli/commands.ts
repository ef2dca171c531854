import { registerAdvisories } from './advisories.ts'
import { registerCollect } from './collect.ts'
import { registerCorpus } from './corpus.ts'
import { registerCwe } from './cwe.ts'
import { registerDataset } from './dataset.ts'
import { registerDemo } from './demo.ts'
import { registerDiff } from './diff.ts'
import { registerDoctor } from './doctor.ts'
import { registerEvaluate } from './evaluate.ts'
import { registerGate } from './gate.ts'
import { registerIssues } from './issues.ts'
import { registerKeys } from './keys.ts'
import { registerLoop } from './loop.ts'
import { registerModels } from './models.ts'
import { registerNormalize } from './normalize.ts'
import { registerPolicy } from './policy.ts'
import type { RegisterCommand } from './register-command.ts'
import { registerReview } from './review.ts'
import { registerReward } from './reward.ts'
import { registerScan } from './scan.ts'
import { registerServe } from './serve.ts'
import { registerTasks } from './tasks.ts'
import { registerTrain } from './train.ts'
import { registerVerify } from './verify.ts'

export type { RegisterCommand }

/** Every command of `sbr`, in the order of the help text. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerDemo,
  registerScan,
  registerReward,
  registerPolicy,
  registerNormalize,
  registerDiff,
  registerCwe,
  registerTasks,
  registerAdvisories,
  registerCollect,
  registerCorpus,
  registerReview,
  registerIssues,
  registerDataset,
  registerGate,
  registerTrain,
  registerEvaluate,
  registerModels,
  registerServe,
  registerKeys,
  registerLoop,
  registerDoctor,
  registerVerify,
]
