import { Client, type ClientConfig } from 'pg'
import { SbrError } from '../../kernel/index.ts'

/** Seconds to wait for a connection before it counts as failed. */
const CONNECT_TIMEOUT_MS = 10_000

/** How every connection of ours introduces itself. */
export const connectionOptions = (connectionString: string): ClientConfig => ({
  connectionString,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  application_name: 'sbr',
  options: '-c search_path=sbr,public',
})

/** Opens one connection of its own: for migrations and for locks that are held as long as it lives. */
export async function connectClient(connectionString: string): Promise<Client> {
  const client = new Client({ ...connectionOptions(connectionString), keepAlive: true })
  try {
    await client.connect()
    return client
  } catch (cause) {
    await client.end().catch(() => {})
    throw new SbrError('DATABASE', `No connection to PostgreSQL at ${describeTarget(connectionString)}`, {
      cause,
      next: 'Check SBR_DATABASE_URL and that the server runs, or unset it to use the embedded one.',
    })
  }
}

/** Host and database of a connection string, without user and password. */
function describeTarget(connectionString: string): string {
  try {
    const url = new URL(connectionString)
    return `${url.searchParams.get('host') ?? url.host}${url.pathname}`
  } catch {
    return 'the configured address'
  }
}
