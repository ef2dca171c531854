import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { SbrError } from '../kernel/index.ts'
import { DUMP_TABLES, type DumpHeader } from './dump-tables.ts'
import { change, type Store, type Write } from './store.ts'

const headerSchema = Compile(
  Type.Object({
    format: Type.Literal('sbr-corpus'),
    version: Type.Literal(1),
    organisation: Type.String(),
    migration: Type.Integer(),
  }),
)
const rowSchema = Compile(
  Type.Object({ table: Type.Enum([...DUMP_TABLES]), row: Type.Record(Type.String(), Type.Unknown()) }),
)
const trailerSchema = Compile(
  Type.Object({ end: Type.Literal(true), rows: Type.Integer(), sha256: Type.String() }),
)

/** Rows inserted at once. */
const BATCH = 200

/**
 * Reads a dump into an empty corpus of the same organisation, in one transaction: all of it or nothing.
 *
 * @throws SbrError `CONFLICT` where the corpus is not empty or the dump is of another organisation,
 *   `INTEGRITY` where the file was cut off or changed.
 */
export function restoreCorpus(store: Store, file: string): Promise<{ rows: number }> {
  return change(store, async (transaction) => {
    const present = await transaction
      .selectFrom('audit_record')
      .select('sequence')
      .where('organisation', '=', store.organisation)
      .limit(1)
      .executeTakeFirst()
    if (present !== undefined)
      throw new SbrError('CONFLICT', `The corpus of ${store.organisation} is not empty`, {
        next: 'Restore into an empty SBR_HOME.',
      })
    const { rows, sha256 } = await readDump(transaction, store.organisation, file)
    return { result: { rows }, audit: { action: 'corpus.restore', subject: sha256, facts: { rows } } }
  })
}

async function readDump(
  transaction: Write,
  organisation: string,
  file: string,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256')
  const waiting: { table: string; rows: unknown[] } = { table: '', rows: [] }
  let header: DumpHeader | null = null
  let rows = 0
  let ended: string | null = null
  const flush = async () => {
    if (waiting.rows.length > 0) await insertRows(transaction, waiting.table, waiting.rows)
    waiting.rows = []
  }
  for await (const line of readLines(file)) {
    const value = parseLine(line)
    if (ended !== null) throw damaged(file, 'there is something behind its end')
    if (header === null) {
      header = checkHeader(value, organisation, file)
    } else if (trailerSchema.Check(value)) {
      ended = hash.digest('hex')
      if (value.sha256 !== ended || value.rows !== rows) throw damaged(file, 'its content was changed')
      continue
    } else {
      if (!rowSchema.Check(value)) throw damaged(file, `line ${rows + 2} is no row of a known table`)
      if (value.row.organisation !== organisation)
        throw damaged(file, `line ${rows + 2} is of another organisation`)
      if (value.table !== waiting.table || waiting.rows.length >= BATCH) {
        await flush()
        waiting.table = value.table
      }
      waiting.rows.push(value.row)
      rows++
    }
    hash.update(`${line}\n`)
  }
  if (ended === null) throw damaged(file, 'it was cut off')
  await flush()
  return { rows, sha256: ended }
}

/** `OVERRIDING` nothing: values come as they were, and what is there already (the organisation) stays. */
async function insertRows(transaction: Write, table: string, rows: readonly unknown[]): Promise<void> {
  await sql`INSERT INTO ${sql.table(table)} SELECT * FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT DO NOTHING`.execute(transaction)
}

/** Lines by `\n` alone: code may hold characters that other readers take for line ends. */
async function* readLines(file: string): AsyncGenerator<string> {
  let rest = ''
  try {
    for await (const piece of createReadStream(file, 'utf8')) {
      const lines = (rest + String(piece)).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown
    throw new SbrError('NOT_FOUND', `There is no file ${file}`, {
      next: 'Give a file that `sbr corpus dump` wrote.',
    })
  }
  if (rest !== '') yield rest
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function checkHeader(value: unknown, organisation: string, file: string): DumpHeader {
  if (!headerSchema.Check(value)) throw damaged(file, 'it does not begin like a dump')
  if (value.organisation !== organisation)
    throw new SbrError('CONFLICT', `${file} is of the organisation ${value.organisation}`, {
      next: `Set SBR_ORGANISATION=${value.organisation}.`,
    })
  return value
}

const damaged = (file: string, why: string): SbrError =>
  new SbrError('INTEGRITY', `${file} is no whole dump: ${why}`, {
    next: 'Use another dump; nothing was restored.',
  })
