import pg from 'pg'
import { SbrError } from '../../kernel/index.ts'
import { SERVER_PORT } from './socket-folder.ts'

/** Key of the advisory lock that every user of the server holds shared ("sbr" in ASCII). */
export const LEASE_KEY = 0x736272

/** One process's claim on the server: a connection, so that the kernel gives it back whatever ends the process. */
export interface Lease {
  /** Gives the claim back; ends the server where it was the last one. True: the server was told to end. */
  release(): Promise<boolean>
}

/** `pg` has these two methods since 8.6; its types leave them out. */
interface LeaseClient extends pg.Client {
  ref(): void
  unref(): void
}

/** Why no lease was to be had: nothing listens, or the server is starting or ending and a retry will tell. */
export type LeaseRefusal = 'absent' | 'busy'

/** Attaches to the server behind a socket folder. Never starts anything. */
export async function takeLease(socketFolder: string): Promise<Lease | LeaseRefusal> {
  const client = connection(socketFolder, 'postgres')
  client.on('error', () => {}) // the server ended below us: the owner's own queries report it
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock_shared($1)', [LEASE_KEY])
  } catch (error) {
    await client.end().catch(() => {})
    return refusalOf(error)
  }
  client.unref()
  return { release: () => releaseLease(client) }
}

async function releaseLease(client: LeaseClient): Promise<boolean> {
  client.ref()
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [LEASE_KEY])
    const { rows } = await client.query<{ last: boolean; pid: number }>(
      `SELECT pg_try_advisory_lock($1) AS last,
         split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid`,
      [LEASE_KEY],
    )
    const answer = rows[0]
    if (!answer?.last) return false
    // Signalled while the exclusive lock is held: nobody can attach in between.
    process.kill(answer.pid, 'SIGINT')
    return true
  } catch (error) {
    if (refusalOf(error) !== null) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** Creates a database where it is missing; two callers at once both succeed. */
export async function ensureDatabase(socketFolder: string, name: string): Promise<void> {
  const client = connection(socketFolder, 'postgres')
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } catch (error) {
    // 42P04 duplicate_database, 23505 unique_violation: the other caller was first.
    if (!['42P04', '23505'].includes(codeOf(error) ?? ''))
      throw new SbrError('DATABASE', `Could not create the database ${name}`, { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
}

const connection = (socketFolder: string, database: string): LeaseClient =>
  new pg.Client({
    host: socketFolder,
    port: SERVER_PORT,
    user: 'postgres',
    database,
    application_name: 'sbr-lease',
    connectionTimeoutMillis: 10_000,
  }) as LeaseClient

/** @throws what is neither absence nor a server on its way up or down. */
function refusalOf(error: unknown): LeaseRefusal {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'absent'
  // 57P01 admin_shutdown, 57P02 crash_shutdown, 57P03 cannot_connect_now (starting, ending, recovering),
  // 53300 too_many_connections.
  if (code !== undefined && ['57P01', '57P02', '57P03', '53300', 'ECONNRESET', 'EPIPE'].includes(code))
    return 'busy'
  if (error instanceof Error && /Connection terminated|not queryable|timeout expired/i.test(error.message))
    return 'busy'
  throw new SbrError('DATABASE', 'The embedded PostgreSQL refused a connection', {
    cause: error,
    next: 'Run `sbr doctor`; the log is in postgres/server.log under SBR_HOME.',
  })
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : undefined
}
