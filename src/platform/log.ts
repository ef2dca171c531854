import { destination, pino } from 'pino'
import type { Logger } from '../kernel/index.ts'
import type { Config } from './config.ts'
import { redactSecrets } from './redaction.ts'

/** Structured log on stderr; every text in it passes redaction first. stdout belongs to results alone. */
export function createLogger(level: Config['logLevel']): Logger {
  return pino(
    {
      level,
      base: undefined,
      hooks: {
        streamWrite: (line: string) => redactSecrets(line).text,
      },
    },
    destination({ fd: 2, sync: true }),
  )
}
