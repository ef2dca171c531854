import type { Transaction } from 'kysely'
import type { Audit, AuditEntry } from '../access/index.ts'
import { SbrError, toSbrError } from '../kernel/index.ts'
import type { Database, Schema } from '../platform/index.ts'

/** What every function of the corpus works on: one organisation's rows, changed by one identity. */
export interface Store {
  database: Database
  organisation: string
  audit: Audit
}

export type Write = Transaction<Schema>

/** Rows of one INSERT: PostgreSQL takes 65,535 parameters, the widest table has 16 columns. */
const CHUNK = 1_000

/** Attempts at a change that another writer's got in the way of. */
const ATTEMPTS = 5

/**
 * Runs a change in one transaction together with its audit record. `run` returns that record, or null where
 * nothing changed. It is run again where the database ended it for the sake of another writer.
 */
export async function change<T>(
  store: Store,
  run: (transaction: Write) => Promise<{ result: T; audit: AuditEntry | null }>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.database.kysely.transaction().execute(async (transaction) => {
        const { result, audit } = await run(transaction)
        if (audit !== null) await store.audit.append(transaction, audit)
        return result
      })
    } catch (thrown) {
      if (attempt === ATTEMPTS || !isInTheWay(thrown)) throw explain(thrown)
    }
  }
}

/** 40P01 deadlock_detected, 40001 serialization_failure: the same change alone would have worked. */
const isInTheWay = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === '40P01' || thrown.code === '40001')

/** Inserts in chunks with `insert`, and adds up how many rows were new. */
export async function insertChunks<Row>(
  rows: readonly Row[],
  insert: (chunk: Row[]) => Promise<readonly { numInsertedOrUpdatedRows?: bigint }[]>,
): Promise<number> {
  let added = 0
  for (let start = 0; start < rows.length; start += CHUNK) {
    for (const result of await insert(rows.slice(start, start + CHUNK)))
      added += Number(result.numInsertedOrUpdatedRows ?? 0n)
  }
  return added
}

/** PostgreSQL's complaint as ours: what the schema forbids is not allowed, a full disk is a full disk. */
function explain(thrown: unknown): SbrError {
  if (thrown instanceof SbrError) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (code === '53100' || code === '53200')
    return new SbrError('DISK_FULL', message, {
      cause: thrown,
      next: 'Free disk space, then run the same command again: nothing was stored half.',
    })
  if (code === '23514' || code === '42501') return new SbrError('NOT_ALLOWED', message, { cause: thrown })
  if (code === '23503')
    return new SbrError('NOT_FOUND', `Something this refers to is not in the corpus: ${message}`, {
      cause: thrown,
    })
  return toSbrError(thrown, 'DATABASE')
}
