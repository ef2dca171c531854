import type { Command } from 'commander'

/** Adds one command (or a group) to the program. Apart from the list of commands, which imports every command. */
export type RegisterCommand = (program: Command) => void
