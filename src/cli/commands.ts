import { registerAdvisories } from './advisories.ts'
import { registerCorpus } from './corpus.ts'
import { registerDemo } from './demo.ts'
import { registerDoctor } from './doctor.ts'
import { registerNormalize } from './normalize.ts'
import { registerPolicy } from './policy.ts'
import type { RegisterCommand } from './register-command.ts'
import { registerReward } from './reward.ts'
import { registerScan } from './scan.ts'
import { registerTasks } from './tasks.ts'
import { registerVerify } from './verify.ts'

export type { RegisterCommand }

/** Every command of `sbr`, in the order of the help text. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerDemo,
  registerScan,
  registerReward,
  registerPolicy,
  registerNormalize,
  registerTasks,
  registerAdvisories,
  registerCorpus,
  registerDoctor,
  registerVerify,
]
