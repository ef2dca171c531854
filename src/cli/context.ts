import { loadCweCatalogue } from '../collect/index.ts'
import { useCweCatalogue } from '../findings/index.ts'
import { EXIT, type ExitCode, type Logger, type SbrError, toSbrError } from '../kernel/index.ts'
import { type Config, createLogger, loadConfig } from '../platform/index.ts'

/** What every command gets. Results go to `out`, everything else to stderr. */
export interface CommandContext {
  config: Config
  logger: Logger
  /** Aborts on Ctrl-C and on SIGTERM. */
  signal: AbortSignal
  /** Is a person watching stderr? Decides on progress bars and colours, never on results. */
  interactive: boolean
  /** Writes to stdout and waits until it is taken, so that a slow reader bounds memory. */
  out(text: string): Promise<void>
  /** Writes one line to stderr. */
  say(line: string): void
}

/** The body of a command: does its work, and says how it ended. */
export type CommandBody = (context: CommandContext) => Promise<ExitCode>

/** Runs a command's body with configuration, logging and cancellation, and ends with its exit code. */
export async function runCommand(body: CommandBody, flags: Partial<Config> = {}): Promise<void> {
  const controller = new AbortController()
  const stop = () => {
    // A second signal ends at once: what is durable is in the database already.
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
  }
  // `on`, not `once`: libraries that watch signals end the process where they find no other listener.
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done)
  })
  try {
    const config = loadConfig({ flags })
    useCweCatalogue(() => loadCweCatalogue(config.home))
    process.exitCode = await body({
      config,
      logger: createLogger(config.logLevel),
      signal: controller.signal,
      interactive: process.stderr.isTTY === true,
      out: writeOut,
      say: (line) => process.stderr.write(`${line}\n`),
    })
  } catch (thrown) {
    const error = toSbrError(thrown)
    reportError(error)
    process.exitCode = error.exitCode
  }
}

function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

/** Prints what happened, why, and what to do next. A stack only where the error is our own fault. */
export function reportError(error: SbrError): void {
  const lines = [`sbr: ${error.message} [${error.code}]`]
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause)
    lines.push(`  because: ${cause.message}`)
  if (error.next) lines.push(`  next: ${error.next}`)
  if (error.code === 'INTERNAL' && error.stack) lines.push(error.stack)
  process.stderr.write(`${lines.join('\n')}\n`)
}
