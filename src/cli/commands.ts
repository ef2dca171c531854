import { registerNormalize } from './normalize.ts'
import type { RegisterCommand } from './register-command.ts'
import { registerScan } from './scan.ts'

export type { RegisterCommand }

/** Every command of `sbr`, in the order of the help text. */
export const COMMANDS: readonly RegisterCommand[] = [registerScan, registerNormalize]
