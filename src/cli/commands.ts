import type { Command } from 'commander'

/** Adds one command (or a group) to the program. */
export type RegisterCommand = (program: Command) => void

/** Every command of `sbr`, in the order of the help text. */
export const COMMANDS: readonly RegisterCommand[] = []
