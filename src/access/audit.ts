import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Transaction } from 'kysely'
import type { Clock } from '../kernel/index.ts'
import { type Database, redactSecrets, type Schema, type Signer, signStatement } from '../platform/index.ts'
import { type AuditFacts, type AuditRecord, GENESIS, hashRecord } from './audit-record.ts'
import type { Identity } from './identity.ts'

export interface AuditEntry {
  /** `<noun>.<verb>`, e.g. `scan.store`. */
  action: string
  /** What it happened to: an id or a digest. */
  subject: string
  facts?: AuditFacts
}

/** The chain of every change, as one identity writes it. */
export interface Audit {
  organisation: string
  actor: Identity
  signer: Signer
  /** Adds a record in the transaction of the change that it tells of: both are there, or neither. Last in the transaction. */
  append(transaction: Transaction<Schema>, entry: AuditEntry): Promise<void>
  /** Signs the head of the chain, into the table and into a file beside the database. */
  checkpoint(): Promise<void>
}

export interface AuditOptions {
  organisation: string
  actor: Identity
  signer: Signer
  clock: Clock
  /** `SBR_HOME`: the second sink of checkpoints lies there, so that a shortened table shows. */
  home: string
}

/** File of the signed checkpoints, one envelope a line. */
export const checkpointFile = (home: string): string => join(home, 'audit', 'checkpoints.jsonl')

/** Class of the advisory lock that puts the writers of one chain in a row. */
const CHAIN_LOCK = 7412

export function openAudit(database: Database, options: AuditOptions): Audit {
  const { organisation, actor, signer } = options
  return {
    organisation,
    actor,
    signer,
    append: (transaction, entry) => appendRecord(transaction, options, entry),
    checkpoint: () => writeCheckpoint(database, options),
  }
}

async function appendRecord(
  transaction: Transaction<Schema>,
  options: AuditOptions,
  entry: AuditEntry,
): Promise<void> {
  const { organisation } = options
  await sql`SELECT pg_advisory_xact_lock(${CHAIN_LOCK}, hashtext(${organisation}))`.execute(transaction)
  const last = await transaction
    .selectFrom('audit_record')
    .select(['sequence', 'hash'])
    .where('organisation', '=', organisation)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  const record: Omit<AuditRecord, 'hash'> = {
    organisation,
    sequence: Number(last?.sequence ?? 0) + 1,
    at: options.clock.now().toISOString(),
    actor: options.actor.name,
    action: entry.action,
    subject: redactSecrets(entry.subject).text,
    facts: redactFacts(entry.facts ?? {}),
    previous: last?.hash ?? GENESIS,
  }
  await transaction
    .insertInto('audit_record')
    .values({ ...record, facts: JSON.stringify(record.facts), hash: hashRecord(record) })
    .execute()
}

const redactFacts = (facts: AuditFacts): AuditFacts =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      typeof value === 'string' ? redactSecrets(value).text : value,
    ]),
  )

async function writeCheckpoint(database: Database, options: AuditOptions): Promise<void> {
  const { organisation, home, signer } = options
  const head = await database.kysely
    .selectFrom('audit_record')
    .select(['sequence', 'hash'])
    .where('organisation', '=', organisation)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (head === undefined) return
  const envelope = signStatement(signer, {
    kind: 'audit-checkpoint',
    subject: organisation,
    sha256: head.hash,
    predicate: { organisation, sequence: Number(head.sequence) },
  })
  const { numInsertedOrUpdatedRows } = await database.kysely
    .insertInto('audit_checkpoint')
    .values({ organisation, sequence: head.sequence, envelope: JSON.stringify(envelope) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return
  const file = checkpointFile(home)
  mkdirSync(join(home, 'audit'), { recursive: true, mode: 0o700 })
  appendFileSync(file, `${JSON.stringify(envelope)}\n`, { mode: 0o600 })
}
