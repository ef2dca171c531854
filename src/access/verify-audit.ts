import type { KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { toSbrError } from '../kernel/index.ts'
import { type Database, type Envelope, verifyStatement } from '../platform/index.ts'
import { checkpointFile } from './audit.ts'
import { type AuditRecord, findBreak } from './audit-record.ts'

export interface AuditVerification {
  records: number
  checkpoints: number
  /** The first record or checkpoint that does not hold; null where all do. */
  broken: { sequence: number; why: string } | null
}

/** Records read at once. */
const BATCH = 5_000

/**
 * Walks the whole chain and every signed checkpoint, of the table and of the file beside the database:
 * an edit, a deletion, another order and a cut-off end are all found, the last by a checkpoint behind the end.
 */
export async function verifyAudit(
  database: Database,
  options: { organisation: string; home: string; trusted: ReadonlyMap<string, KeyObject> },
): Promise<AuditVerification> {
  const { organisation, home, trusted } = options
  const tableRows = await database.kysely
    .selectFrom('audit_checkpoint')
    .select('envelope')
    .where('organisation', '=', organisation)
    .orderBy('sequence')
    .execute()
  const envelopes = [...tableRows.map((row) => row.envelope), ...readSink(home)]
  const signed = new Map<number, { hash: string; envelope: Envelope }>()
  for (const envelope of envelopes) {
    const claim = readClaim(envelope)
    if (claim === null || claim.organisation !== organisation) continue
    const other = signed.get(claim.sequence)
    if (other !== undefined && other.hash !== claim.hash)
      return {
        records: 0,
        checkpoints: signed.size,
        broken: { sequence: claim.sequence, why: 'two checkpoints contradict each other' },
      }
    signed.set(claim.sequence, { hash: claim.hash, envelope })
  }
  let before: AuditRecord | null = null
  let records = 0
  const checkpoints = signed.size
  for await (const record of readChain(database, organisation)) {
    const why = findBreak(before, record) ?? checkCheckpoint(record, signed.get(record.sequence), trusted)
    if (why !== null) return { records, checkpoints, broken: { sequence: record.sequence, why } }
    signed.delete(record.sequence)
    before = record
    records++
  }
  const beyond = Math.min(...signed.keys())
  const broken = Number.isFinite(beyond)
    ? {
        sequence: records + 1,
        why: `the chain ends here, but a signed checkpoint reaches to record ${beyond}`,
      }
    : null
  return { records, checkpoints, broken }
}

async function* readChain(database: Database, organisation: string): AsyncGenerator<AuditRecord> {
  for (let after = 0; ; ) {
    const rows = await database.kysely
      .selectFrom('audit_record')
      .selectAll()
      .where('organisation', '=', organisation)
      .where('sequence', '>', String(after))
      .orderBy('sequence')
      .limit(BATCH)
      .execute()
    for (const row of rows) yield { ...row, sequence: Number(row.sequence) }
    const last = rows.at(-1)
    if (last === undefined) return
    after = Number(last.sequence)
  }
}

function checkCheckpoint(
  record: AuditRecord,
  checkpoint: { hash: string; envelope: Envelope } | undefined,
  trusted: ReadonlyMap<string, KeyObject>,
): string | null {
  if (checkpoint === undefined) return null
  if (checkpoint.hash !== record.hash) return 'a signed checkpoint has another hash for it'
  try {
    verifyStatement(checkpoint.envelope, { kind: 'audit-checkpoint', sha256: record.hash }, trusted)
    return null
  } catch (thrown) {
    return toSbrError(thrown).message
  }
}

/** What a checkpoint claims, before its signature is checked; null where it cannot be read. */
function readClaim(envelope: Envelope): { organisation: string; sequence: number; hash: string } | null {
  try {
    const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8')) as {
      subject: { digest: { sha256: string } }[]
      predicate: { organisation: string; sequence: number }
    }
    return { ...statement.predicate, hash: statement.subject[0]?.digest.sha256 ?? '' }
  } catch {
    return null
  }
}

/** Envelopes of the file; a line that a crash cut off is no checkpoint. */
function readSink(home: string): Envelope[] {
  const file = checkpointFile(home)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as Envelope]
      } catch {
        return []
      }
    })
}
