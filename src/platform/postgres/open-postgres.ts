import type { Config } from '../config.ts'
import { openEmbeddedPostgres } from './open-embedded-postgres.ts'

/** A database to work on, wherever it runs. */
export interface DatabaseServer {
  connectionString: string
  /** True: the one of this home; false: the one that `SBR_DATABASE_URL` names. */
  embedded: boolean
  /** Gives the embedded server's claim back; does nothing to a server of others. */
  stop(): Promise<void>
}

/** The database of the configuration: `SBR_DATABASE_URL` where it is set, else the embedded PostgreSQL. */
export async function openPostgres(config: Pick<Config, 'home' | 'databaseUrl'>): Promise<DatabaseServer> {
  if (config.databaseUrl !== null)
    return { connectionString: config.databaseUrl, embedded: false, stop: async () => {} }
  const server = await openEmbeddedPostgres({ home: config.home })
  return { connectionString: server.connectionString, embedded: true, stop: server.stop }
}
