import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openEmbeddedPostgres } from '../postgres/index.ts'
import { connectionOptions } from './connect.ts'
import { type Database, openAt } from './database.ts'

/** A database of its own for one test file, on an embedded server that all test files share. */
export interface TestDatabase extends Database {
  /** A folder of its own, for keys and files; removed on close. */
  home: string
}

/** Starts or joins the shared server, creates an empty migrated database; `close` drops it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = await openEmbeddedPostgres({
    home: join(tmpdir(), `sbr-test-postgres-${process.getuid?.() ?? 0}`),
  })
  const name = `test_${process.pid}_${process.hrtime.bigint()}`
  const administer = async (statement: string) => {
    const client = new Client(connectionOptions(server.connectionString))
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await administer(`CREATE DATABASE ${name}`)
  const url = new URL(server.connectionString)
  url.pathname = `/${name}`
  const database = await openAt(url.href)
  const home = mkdtempSync(join(tmpdir(), 'sbr-test-home-'))
  return {
    ...database,
    home,
    async close() {
      await database.close()
      await administer(`DROP DATABASE ${name} WITH (FORCE)`)
      rmSync(home, { recursive: true, force: true })
      await server.stop()
    },
  }
}
