import { printable } from '../findings/index.ts'
import type { Diagnostic } from '../kernel/index.ts'
import type { CommandContext } from './context.ts'

/** One line on stderr: file, position, level, what, code. */
export function sayDiagnostic(context: CommandContext, file: string, diagnostic: Diagnostic): void {
  const place = `${printable(diagnostic.path ?? file)}${diagnostic.position === undefined ? '' : `:${printable(diagnostic.position)}`}`
  context.say(
    `${place}: ${diagnostic.level}: ${printable(diagnostic.message)} [${printable(diagnostic.code)}]`,
  )
}
