import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { SbrError, sha256 } from '../../kernel/index.ts'
import { PROJECT_ROOT } from '../paths.ts'

/** One numbered SQL file of `sql/`. */
export interface Migration {
  version: number
  name: string
  sql: string
  sha256: string
}

/** Key of the advisory lock under which migrations run: two processes never migrate at once. */
const MIGRATION_LOCK = 7_411_001

/** Reads `sql/NNNN_name.sql` in order; a gap or a repeated number is an error. */
export function readMigrations(folder: string = join(PROJECT_ROOT, 'sql')): Migration[] {
  const migrations = readdirSync(folder)
    .map((file) => /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file))
    .filter((match) => match !== null)
    .map((match) => {
      const sql = readFileSync(join(folder, match[0]), 'utf8')
      return { version: Number(match[1]), name: match[2] ?? '', sql, sha256: sha256(sql) }
    })
    .sort((a, b) => a.version - b.version)
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1)
      throw new SbrError(
        'DATABASE',
        `Migrations in ${folder} are not numbered 1, 2, 3 …: found ${migration.version}`,
        {
          next: 'Give the new migration the next free number.',
        },
      )
  })
  return migrations
}

/**
 * Applies what is missing, in one transaction each, under a lock. Does nothing (one query) where all is applied.
 *
 * @throws SbrError `DATABASE` where an applied migration was edited, or the database is newer than the program.
 */
export async function applyMigrations(client: Client, migrations: readonly Migration[]): Promise<number> {
  if (pending(await appliedMigrations(client), migrations).length === 0) return 0
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
  try {
    await client.query('CREATE SCHEMA IF NOT EXISTS sbr')
    await client.query(
      'CREATE TABLE IF NOT EXISTS sbr.migration (version integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    )
    const missing = pending(await appliedMigrations(client), migrations)
    for (const migration of missing) await applyOne(client, migration)
    return missing.length
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK])
  }
}

async function applyOne(client: Client, migration: Migration): Promise<void> {
  const label = `sql/${String(migration.version).padStart(4, '0')}_${migration.name}.sql`
  try {
    await client.query('BEGIN')
    await client.query("SELECT set_config('search_path', 'sbr, public', true)")
    await client.query(migration.sql)
    await client.query('INSERT INTO sbr.migration (version, name, sha256) VALUES ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.sha256,
    ])
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK')
    const vectorMissing = cause instanceof Error && /extension "vector"/.test(cause.message)
    throw new SbrError('DATABASE', `${label} could not be applied`, {
      cause,
      next: vectorMissing
        ? 'Install pgvector on that PostgreSQL, or unset SBR_DATABASE_URL to use the embedded one.'
        : 'Check that the connecting user may create schemas and tables in this database.',
    })
  }
}

type Applied = { version: number; sha256: string }

async function appliedMigrations(client: Client): Promise<Applied[]> {
  const there = await client.query<{ there: boolean }>(
    "SELECT to_regclass('sbr.migration') IS NOT NULL AS there",
  )
  if (there.rows[0]?.there !== true) return []
  const applied = await client.query<Applied>('SELECT version, sha256 FROM sbr.migration ORDER BY version')
  return applied.rows
}

function pending(applied: readonly Applied[], migrations: readonly Migration[]): Migration[] {
  for (const row of applied) {
    const known = migrations[row.version - 1]
    if (known === undefined)
      throw new SbrError(
        'DATABASE',
        `The database is at migration ${row.version}, the program knows ${migrations.length}`,
        {
          next: 'Use the version of sbr that wrote this database, or a newer one.',
        },
      )
    if (known.sha256 !== row.sha256)
      throw new SbrError(
        'DATABASE',
        `Migration ${row.version} (${known.name}) was edited after it was applied`,
        {
          next: 'Restore the file from version control and write a new migration instead.',
        },
      )
  }
  return migrations.slice(applied.length)
}
