import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { SbrError } from '../../kernel/index.ts'
import { connectClient } from '../database/index.ts'

/** Held while a stage runs. The server lets go of it when the process dies, however it dies. */
export interface StageLock {
  /** Aborts when the connection that holds the lock is lost. */
  lost: AbortSignal
  release(): Promise<void>
}

/** Class of our advisory locks, so that they meet nobody else's. */
export const LOCK_CLASS = 7411

/** Milliseconds to wait for a lock that another process holds. */
const PATIENCE_MS = 3_000

/** @throws SbrError `BUSY` where another process runs the same stage on the same input. */
export async function takeStageLock(connectionString: string, workflow: string): Promise<StageLock> {
  const client = await connectClient(connectionString)
  const controller = new AbortController()
  client.on('error', (cause) => controller.abort(cause))
  client.on('end', () => controller.abort(new Error('the connection ended')))
  try {
    // Another command may just be reading a stored result, or its server may not have noticed yet that it was killed.
    const deadline = performance.now() + PATIENCE_MS
    let taken = await tryLock(client, workflow)
    while (!taken && performance.now() < deadline) {
      await sleep(100)
      taken = await tryLock(client, workflow)
    }
    if (!taken)
      throw new SbrError('BUSY', `${workflow.split('@')[0]} is already running in another process`, {
        next: 'Wait until it ends, or stop it; then run the same command again: it continues where it was.',
      })
  } catch (thrown) {
    await client.end().catch(() => {})
    throw thrown
  }
  return {
    lost: controller.signal,
    async release() {
      client.removeAllListeners('end')
      await client.end().catch(() => {})
    },
  }
}

async function tryLock(client: Client, workflow: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    'SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken',
    [LOCK_CLASS, workflow],
  )
  return rows[0]?.taken === true
}
