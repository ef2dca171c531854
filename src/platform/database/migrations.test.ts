import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT_ROOT, TOOLS } from '../paths.ts'
import { runProcess } from '../subprocess.ts'
import { connectClient } from './connect.ts'
import { openAt } from './database.ts'
import { applyMigrations, readMigrations } from './migrations.ts'
import { openTestDatabase, type TestDatabase } from './testing.ts'

const SNAPSHOT = join(PROJECT_ROOT, 'sql/schema.snapshot.sql')

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** The schema as pg_dump writes it, without what differs from dump to dump. */
async function dumpSchema(): Promise<string> {
  const dump = await runProcess({
    command: join(TOOLS.postgres, 'pg_dump'),
    args: ['--schema-only', '--schema=sbr', '--no-owner', '--dbname', database.connectionString],
    timeoutMs: 30_000,
  })
  expect(dump.stderr.toString()).toBe('')
  return `${dump.stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !/^(--|SET |SELECT pg_catalog|\\(un)?restrict )/.test(line))
    .join('\n')}\n`
}

describe('applyMigrations', () => {
  it('leads to the committed schema (update: SBR_WRITE_SNAPSHOT=1)', async () => {
    const schema = await dumpSchema()
    if (process.env.SBR_WRITE_SNAPSHOT === '1') writeFileSync(SNAPSHOT, schema)
    expect(schema).toBe(readFileSync(SNAPSHOT, 'utf8'))
    expect(schema.match(/CREATE TABLE/g)?.length).toBeGreaterThan(25)
  })

  it('does nothing the second time', async () => {
    const client = await connectClient(database.connectionString)
    expect(await applyMigrations(client, readMigrations())).toBe(0)
    await client.end()
  })

  it('lets two processes migrate at once', async () => {
    await database.pool.query('SELECT 1')
    const admin = await connectClient(database.connectionString)
    const name = `${new URL(database.connectionString).pathname.slice(1)}_twice`
    await admin.query(`CREATE DATABASE ${name}`)
    const url = new URL(database.connectionString)
    url.pathname = `/${name}`
    const both = await Promise.all([openAt(url.href), openAt(url.href)])
    const { rows } = await both[0].pool.query('SELECT count(*)::int AS n FROM sbr.migration')
    expect(rows[0]).toEqual({ n: readMigrations().length })
    await Promise.all(both.map((one) => one.close()))
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await admin.end()
  })

  it('refuses an applied migration that was edited, and a database that is newer', async () => {
    const client = await connectClient(database.connectionString)
    const migrations = readMigrations()
    const edited = migrations.map((migration, index) =>
      index === 1 ? { ...migration, sha256: 'x' } : migration,
    )
    await expect(applyMigrations(client, edited)).rejects.toMatchObject({
      code: 'DATABASE',
      message: expect.stringContaining('was edited'),
    })
    await expect(applyMigrations(client, migrations.slice(0, 2))).rejects.toMatchObject({ code: 'DATABASE' })
    await client.end()
  })

  it('leaves nothing of a migration that fails half-way', async () => {
    const client = await connectClient(database.connectionString)
    const broken = {
      version: readMigrations().length + 1,
      name: 'broken',
      sql: 'CREATE TABLE half (id integer); SELECT 1/0;',
      sha256: 'b',
    }
    await expect(applyMigrations(client, [...readMigrations(), broken])).rejects.toMatchObject({
      code: 'DATABASE',
    })
    const { rows } = await client.query("SELECT to_regclass('sbr.half') AS half")
    expect(rows[0]).toEqual({ half: null })
    await client.end()
  })
})

describe('openAt', () => {
  it('works under a role that cannot change what only grows', async () => {
    for (const table of ['decision', 'audit_record', 'promotion', 'approval', 'gate_verdict']) {
      await expect(database.pool.query(`DELETE FROM ${table}`)).rejects.toThrow(/permission denied/)
      await expect(database.pool.query(`TRUNCATE ${table}`)).rejects.toThrow(/permission denied/)
    }
    await expect(database.pool.query('DROP TABLE finding')).rejects.toThrow(/must be owner/)
  })

  it('says where it could not connect, without the password', async () => {
    const failed = openAt('postgresql://user:hush-hush@127.0.0.1:1/none')
    await expect(failed).rejects.toMatchObject({ code: 'DATABASE' })
    await failed.catch((error: Error) => expect(error.message).not.toContain('hush-hush'))
  })
})
