import { Command, CommanderError } from 'commander'
import { EXIT } from '../kernel/index.ts'
import { COMMANDS } from './commands.ts'
import type { RegisterCommand } from './register-command.ts'

/** Entry of `sbr`: one file per command, registered in one typed list. */
const program = new Command('sbr')
  .description('Secure by Reward: scanners as a reward that can be trusted')
  .showHelpAfterError('(run with --help for what it takes)')
  .showSuggestionAfterError(true)
  .exitOverride()
for (const load of commandsAskedFor()) (await load())(program)
for (const command of program.commands) command.exitOverride()

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  // Commander has printed its message already; bad use is exit code 2 by the contract.
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.failure
}

/** The command that is named; all of them where help is asked for, or none of that name is there. */
function commandsAskedFor(): (() => Promise<RegisterCommand>)[] {
  const name = process.argv[2] ?? ''
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  return load === undefined ? Object.values(COMMANDS) : [load]
}
