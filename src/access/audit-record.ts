import { canonicalJson, digestFields } from '../kernel/index.ts'

/** Facts of an audit record: short, never code, never secrets. */
export type AuditFacts = Record<string, string | number | boolean | null>

/** One link of the chain. */
export interface AuditRecord {
  organisation: string
  /** 1, 2, 3 … without a gap. */
  sequence: number
  /** ISO 8601, UTC. */
  at: string
  actor: string
  action: string
  subject: string
  facts: AuditFacts
  /** Hash of the record before; of the first: `GENESIS`. */
  previous: string
  hash: string
}

export const GENESIS = '0'.repeat(64)

/** SHA-256 over every field of the record, the hash of the one before included. */
export function hashRecord(record: Omit<AuditRecord, 'hash'>): string {
  return digestFields([
    record.previous,
    record.organisation,
    record.sequence,
    record.at,
    record.actor,
    record.action,
    record.subject,
    canonicalJson(record.facts),
  ])
}

/** Why a record cannot follow the one before it; null where it does. */
export function findBreak(before: AuditRecord | null, record: AuditRecord): string | null {
  const expected = (before?.sequence ?? 0) + 1
  if (record.sequence !== expected) return `record ${expected} is missing`
  if (record.previous !== (before?.hash ?? GENESIS)) return 'it does not follow the record before it'
  if (record.hash !== hashRecord(record)) return 'its content was changed'
  return null
}
