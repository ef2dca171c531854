import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { toSbrError } from '../kernel/index.ts'
import { DUMP_TABLES, type DumpHeader, type DumpTrailer } from './dump-tables.ts'
import type { Store } from './store.ts'

export interface DumpResult {
  file: string
  rows: number
  bytes: number
  sha256: string
}

/** Rows fetched at once. */
const FETCH = 500

/**
 * Writes the whole corpus of the organisation as JSON Lines, one state of it, into a file that only the owner
 * can read. It appears whole or not at all. API keys and running workflows are no part of it.
 */
export async function dumpCorpus(store: Store, file: string): Promise<DumpResult> {
  const partial = `${file}.partial-${process.pid}`
  const hash = createHash('sha256')
  let bytes = 0
  let rows = 0
  try {
    const handle = await open(partial, 'w', 0o600)
    try {
      const write = async (value: unknown) => {
        const line = `${JSON.stringify(value)}\n`
        hash.update(line)
        bytes += Buffer.byteLength(line)
        await handle.write(line)
      }
      await store.database.kysely
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (transaction) => {
          const { rows: applied } = await sql<{
            version: number
          }>`SELECT max(version) AS version FROM migration`.execute(transaction)
          const header: DumpHeader = {
            format: 'sbr-corpus',
            version: 1,
            organisation: store.organisation,
            migration: applied[0]?.version ?? 0,
          }
          await write(header)
          for (const table of DUMP_TABLES) {
            await sql`DECLARE dumped NO SCROLL CURSOR FOR SELECT to_jsonb(t) AS row FROM ${sql.table(table)} t
              WHERE organisation = ${sql.lit(store.organisation)} ORDER BY t`.execute(transaction)
            for (;;) {
              const batch = await sql<{ row: unknown }>`FETCH ${sql.lit(FETCH)} FROM dumped`.execute(
                transaction,
              )
              for (const { row } of batch.rows) await write({ table, row })
              rows += batch.rows.length
              if (batch.rows.length < FETCH) break
            }
            await sql`CLOSE dumped`.execute(transaction)
          }
        })
      const trailer: DumpTrailer = { end: true, rows, sha256: hash.digest('hex') }
      const line = `${JSON.stringify(trailer)}\n`
      await handle.write(line)
      await handle.sync()
      bytes += Buffer.byteLength(line)
      await rename(partial, file)
      return { file, rows, bytes, sha256: trailer.sha256 }
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    await rm(partial, { force: true })
    throw toSbrError(thrown, 'DATABASE')
  }
}
