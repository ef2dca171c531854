import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { TOOLS } from '../paths.ts'
import { minimalEnvironment } from '../subprocess.ts'
import { LEASE_KEY } from './lease.ts'
import type { ServerUser } from './server-user.ts'
import { SERVER_PORT } from './socket-folder.ts'

/** A server process on its way up. */
export interface StartedServer {
  /** Has it ended already? Then another server holds the folder, or it failed: `output` says which. */
  ended(): boolean
  /** What this start wrote to the log so far. */
  output(): string
}

/** Seconds between two looks of the supervisor whether anybody still uses the server. */
const IDLE_SECONDS = 10
/** Bytes after which the log is put aside at the next start. */
const MAX_LOG_BYTES = 8 * 1024 * 1024

/** Starts the server detached, so that it outlives this process and serves every other `sbr` of the same home. */
export function startServer(home: string, data: string, socket: string, user: ServerUser): StartedServer {
  if (!existsSync(TOOLS.postgres))
    throw new SbrError('TOOL_MISSING', 'PostgreSQL is not installed', {
      next: 'Run ./quickstart --setup-only.',
    })
  const logPath = join(home, 'postgres/server.log')
  if (existsSync(logPath) && statSync(logPath).size > MAX_LOG_BYTES) renameSync(logPath, `${logPath}.1`)
  const log = openSync(logPath, 'a', 0o600)
  const offset = statSync(logPath).size
  const script = join(import.meta.dirname, 'supervise.sh')
  const numbers = [SERVER_PORT, LEASE_KEY, IDLE_SECONDS].map(String)
  const [command, ...args] = [...user.prefix, 'sh', script, TOOLS.postgres, data, socket, ...numbers] as [
    string,
    ...string[],
  ]
  const child = spawn(command, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: minimalEnvironment(),
  })
  closeSync(log)
  let ended = false
  child.on('exit', () => {
    ended = true
  })
  child.on('error', () => {
    ended = true
  })
  child.unref()
  return { ended: () => ended, output: () => readFileSync(logPath).subarray(offset).toString('utf8') }
}
