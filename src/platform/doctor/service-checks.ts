import { Client } from 'pg'
import { SbrError } from '../../kernel/index.ts'
import type { Config } from '../config.ts'
import { openPostgres } from '../postgres/index.ts'
import { openRegistries } from '../registries/index.ts'
import { probeSandbox } from '../sandbox/index.ts'
import type { Check } from './check.ts'

/** Postgres, the sandbox and the registries, each by using it. */
export function serviceChecks(config: Pick<Config, 'home' | 'databaseUrl'>): Check[] {
  const registries = openRegistries({ http: { attempts: 1, timeoutMs: 15_000 } })
  return [
    { area: 'store', name: 'postgres', required: true, timeoutMs: 90_000, run: () => askPostgres(config) },
    { area: 'sandbox', name: 'bubblewrap', required: true, timeoutMs: 90_000, run: trySandbox },
    {
      area: 'registries',
      name: 'npm',
      required: false,
      run: async (signal) => {
        const { versions } = await registries.npm.packument('semver', signal)
        return `answers (${Object.keys(versions).length} versions of semver)`
      },
    },
    {
      area: 'registries',
      name: 'python',
      required: false,
      run: async (signal) => {
        const files = await registries.pypi.files('idna', signal)
        return `answers (${files.length} files of idna)`
      },
    },
  ]
}

async function askPostgres(config: Pick<Config, 'home' | 'databaseUrl'>): Promise<string> {
  const server = await openPostgres(config)
  try {
    const client = new Client({ connectionString: server.connectionString, connectionTimeoutMillis: 15_000 })
    client.on('error', () => {}) // reported by the query that meets it
    await client.connect()
    try {
      const { rows } = await client.query<{ version: string; vector: string | null }>(
        `SELECT current_setting('server_version') AS version,
           (SELECT default_version FROM pg_available_extensions WHERE name = 'vector') AS vector`,
      )
      const { version, vector } = rows[0] ?? { version: 'unknown', vector: null }
      if (vector === null)
        throw new SbrError('DATABASE', `PostgreSQL ${version} answers, but has no pgvector`, {
          next: 'Install pgvector on that server, or unset SBR_DATABASE_URL for the embedded one.',
        })
      return `PostgreSQL ${version}, pgvector ${vector}, ${server.embedded ? 'embedded' : 'from SBR_DATABASE_URL'}`
    } finally {
      await client.end()
    }
  } finally {
    await server.stop()
  }
}

async function trySandbox(): Promise<string> {
  const { passed, checks } = await probeSandbox()
  if (passed) return `${checks.length} of ${checks.length} self-tests held`
  const broken = checks.filter((check) => !check.passed).map((check) => `${check.name} (${check.detail})`)
  throw new SbrError('SANDBOX_UNAVAILABLE', `did not hold: ${broken.join('; ')}`, {
    next: 'Allow user namespaces (a sysctl, or an option of the container). Until then nothing generated is executed.',
  })
}
