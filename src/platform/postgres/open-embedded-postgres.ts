import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SbrError } from '../../kernel/index.ts'
import { ensureDataFolder, explainServerOutput } from './data-folder.ts'
import { ensureDatabase, type Lease, takeLease } from './lease.ts'
import { chooseServerUser, type ServerUser } from './server-user.ts'
import { prepareSocketFolder, SERVER_PORT } from './socket-folder.ts'
import { type StartedServer, startServer } from './start-server.ts'

/** The server that every `sbr` process of one home shares, and this process's claim on it. */
export interface EmbeddedPostgres {
  /** Of the database `sbr`, for `pg`, kysely and DBOS alike. */
  connectionString: string
  /** The 0700 folder of the unix socket; nothing listens on a network. */
  socketDir: string
  port: number
  /** Gives this process's claim back; the last one ends the server. Calling it twice is harmless. */
  stop(): Promise<void>
}

interface EmbeddedOptions {
  /** Data lies in `postgres/` below it. */
  home: string
  /** Identity of the server. Default: the best that works here. */
  user?: ServerUser
  /** Milliseconds to wait for a server that says nothing. One that is recovering gets `RECOVERY_MS`. */
  timeoutMs?: number
}

export const EMBEDDED_DATABASE = 'sbr'

/** After a kill the old server's last processes hold its lock for up to about 3 s (measured). */
const STALE_LOCK_MS = 5_000
/** Replaying the log after a crash is work in proportion to what was written; it is waited for. */
const RECOVERY_MS = 600_000

/**
 * Attaches to the PostgreSQL of this home, or creates and starts it. Any number of processes may call this at
 * once and may be killed at any point: the data folder appears whole or not at all, PostgreSQL's own lock
 * decides between two starts, and a claim is a connection, which no kill leaves behind.
 *
 * @throws SbrError `DATABASE`, `DISK_FULL`, `CONFLICT` (version, socket), `TOOL_MISSING`, `TIMEOUT`.
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = resolve(options.home)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const socketDir = prepareSocketFolder(home)
  const lease = await attachOrStart(home, socketDir, options)
  try {
    await ensureDatabase(socketDir, EMBEDDED_DATABASE)
  } catch (error) {
    await lease.release().catch(() => {})
    throw error
  }
  let stopped: Promise<void> | null = null
  const query = `host=${encodeURIComponent(socketDir)}&port=${SERVER_PORT}`
  return {
    connectionString: `postgresql://postgres@localhost/${EMBEDDED_DATABASE}?${query}`,
    socketDir,
    port: SERVER_PORT,
    stop() {
      stopped ??= endLease(lease, socketDir)
      return stopped
    },
  }
}

async function attachOrStart(home: string, socketDir: string, options: EmbeddedOptions): Promise<Lease> {
  const began = performance.now()
  const quiet = options.timeoutMs ?? 60_000
  let server: StartedServer | null = null
  let failures = 0
  for (let lastSign = began; ; ) {
    const lease = await takeLease(socketDir)
    if (typeof lease === 'object') return lease
    const now = performance.now()
    if (lease === 'busy') lastSign = now
    if (now - lastSign > quiet || now - began > RECOVERY_MS)
      throw new SbrError('TIMEOUT', `PostgreSQL did not answer in ${Math.round((now - began) / 1000)} s`, {
        next: 'See postgres/server.log under SBR_HOME, and run `sbr doctor`.',
      })
    if (lease === 'absent') {
      if (server?.ended()) {
        failures++
        const output = server.output()
        if (now - began > STALE_LOCK_MS && failures > 1 && !mayPass(output))
          throw explainServerOutput('PostgreSQL did not start', output)
        await sleep(200)
        server = null
      }
      if (server === null) {
        const user = options.user ?? chooseServerUser()
        const data = await ensureDataFolder(home, user)
        server = startServer(home, data, socketDir, user)
      }
    }
    await sleep(50)
  }
}

/** Another start holds the lock, or a killed server's remains do: both end by themselves. */
const mayPass = (output: string): boolean =>
  /lock file "postmaster\.pid" already exists|pre-existing shared memory block|is still in use/.test(output)

/** Waits until the server is gone where this was its last user, so that the home may be moved or removed. */
async function endLease(lease: Lease, socketDir: string): Promise<void> {
  if (!(await lease.release())) return
  for (let tries = 0; tries < 300; tries++) {
    const next = await takeLease(socketDir)
    if (next === 'absent') return
    if (typeof next === 'object') {
      // Somebody started the next server already: hand the claim back at once.
      await endLease(next, socketDir)
      return
    }
    await sleep(100)
  }
}
