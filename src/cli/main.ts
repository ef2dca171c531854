import { Command, CommanderError } from 'commander'
import { EXIT } from '../kernel/index.ts'
import { COMMANDS } from './commands.ts'

/** Entry of `sbr`: one file per command, registered in one typed list. */
const program = new Command('sbr')
  .description('Secure by Reward: scanners as a reward that can be trusted')
  .showHelpAfterError('(run with --help for what it takes)')
  .showSuggestionAfterError(true)
  .exitOverride()
for (const register of COMMANDS) register(program)
for (const command of program.commands) command.exitOverride()

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  // Commander has printed its message already; bad use is exit code 2 by the contract.
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.failure
}
