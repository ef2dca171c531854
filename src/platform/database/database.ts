import { Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import type { Config } from '../config.ts'
import { openPostgres } from '../postgres/index.ts'
import { connectClient, connectionOptions } from './connect.ts'
import { applyMigrations, readMigrations } from './migrations.ts'
import type { Schema } from './schema.ts'

/** An open, migrated database. */
export interface Database {
  pool: Pool
  kysely: Kysely<Schema>
  /** For what opens connections of its own: workflows and locks. */
  connectionString: string
  /** Waits for running queries; leaves the embedded server to whoever else uses it. */
  close(): Promise<void>
}

/** Connections of one process: commands are sequential, the server's requests are short. */
const POOL_SIZE = 6

/** Opens the configured PostgreSQL, or the embedded one, and brings its schema up to date. */
export async function openDatabase(config: Pick<Config, 'home' | 'databaseUrl'>): Promise<Database> {
  const server = await openPostgres(config)
  try {
    const database = await openAt(server.connectionString)
    return {
      ...database,
      async close() {
        await database.close()
        await server.stop()
      },
    }
  } catch (thrown) {
    await server.stop()
    throw thrown
  }
}

/** Opens a PostgreSQL by its connection string and brings its schema up to date. */
export async function openAt(connectionString: string): Promise<Database> {
  const role = await prepare(connectionString)
  const options = connectionOptions(connectionString)
  const pool = new Pool({
    ...options,
    max: POOL_SIZE,
    idleTimeoutMillis: 10_000,
    options: role === null ? options.options : `${options.options} -c role=${role}`,
  })
  // An idle connection that the server drops is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => {})
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return { pool, kysely, connectionString, close: () => kysely.destroy() }
}

/** Migrates, and names the role to work under: null where this user may not take it. */
async function prepare(connectionString: string): Promise<string | null> {
  const client = await connectClient(connectionString)
  try {
    await applyMigrations(client, readMigrations())
    const { rows } = await client.query<{ allowed: boolean }>(
      "SELECT pg_has_role(current_user, oid, 'SET') AS allowed FROM pg_roles WHERE rolname = 'sbr_writer'",
    )
    return rows[0]?.allowed === true ? 'sbr_writer' : null
  } finally {
    await client.end()
  }
}
