import { sql } from 'kysely'
import type { Store } from './store.ts'

/** Counts of what the corpus holds. */
export interface CorpusStats {
  organisation: string
  repositories: number
  snapshots: number
  runs: Record<string, number>
  findings: {
    total: number
    byKind: Record<string, number>
    bySeverity: Record<string, number>
    byTool: Record<string, number>
  }
  /** Of the latest scan of each snapshot. */
  issues: number
  contexts: { stored: number; erased: number; embedded: number }
  remediations: { total: number; byCwe: Record<string, number>; byState: Record<string, number> }
  decisions: { total: number; byKind: Record<string, number>; byVerdict: Record<string, number> }
  judgements: number
  datasets: { candidate: number; released: number; items: number }
  models: { base: number; adapter: number; promoted: string | null }
  evaluations: number
  generations: { captured: number; scanned: number }
  auditRecords: number
}

/** Reads all counts in one transaction, so that they fit together. */
export async function readStats(store: Store): Promise<CorpusStats> {
  const { organisation, database } = store
  return database.kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const count = async (from: ReturnType<typeof sql>): Promise<number> => {
        const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${from}`.execute(transaction)
        return rows[0]?.n ?? 0
      }
      const all = (table: string) => count(sql`${sql.table(table)} WHERE organisation = ${organisation}`)
      const by = async (table: string, column: string): Promise<Record<string, number>> => {
        const { rows } = await sql<{ key: string; n: number }>`
          SELECT COALESCE(${sql.ref(column)}::text, 'none') AS key, count(*)::int AS n FROM ${sql.table(table)}
          WHERE organisation = ${organisation} GROUP BY 1 ORDER BY 2 DESC, 1`.execute(transaction)
        return Object.fromEntries(rows.map((row) => [row.key, row.n]))
      }
      const status = await by('dataset', 'status')
      const kinds = await by('model', 'kind')
      const promoted = await transaction
        .selectFrom('promotion')
        .select('model')
        .where('organisation', '=', organisation)
        .orderBy('sequence', 'desc')
        .limit(1)
        .executeTakeFirst()
      return {
        organisation,
        repositories: await all('repository'),
        snapshots: await all('snapshot'),
        runs: await by('scan_run', 'status'),
        findings: {
          total: await all('finding'),
          byKind: await by('finding', 'kind'),
          bySeverity: await by('finding', 'severity'),
          byTool: await by('finding', 'tool'),
        },
        issues: await count(sql`issue i WHERE i.organisation = ${organisation} AND i.scan = (
          SELECT s.scan FROM scan s WHERE s.organisation = i.organisation AND s.repository = i.repository
            AND s.snapshot = i.snapshot ORDER BY s.stored_at DESC, s.scan LIMIT 1)`),
        contexts: {
          stored: await count(sql`code_context WHERE organisation = ${organisation} AND code IS NOT NULL`),
          erased: await count(sql`code_context WHERE organisation = ${organisation} AND code IS NULL`),
          embedded: await all('embedding'),
        },
        remediations: {
          total: await all('remediation'),
          byCwe: await by('remediation', 'cwe'),
          byState: await by('remediation', 'state'),
        },
        decisions: {
          total: await all('decision'),
          byKind: await by('decision', 'decider_kind'),
          byVerdict: await by('decision', 'verdict'),
        },
        judgements: await all('sample_judgement'),
        datasets: {
          candidate: status.candidate ?? 0,
          released: status.released ?? 0,
          items: await all('dataset_item'),
        },
        models: { base: kinds.base ?? 0, adapter: kinds.adapter ?? 0, promoted: promoted?.model ?? null },
        evaluations: await all('evaluation'),
        generations: {
          captured: await all('captured_generation'),
          scanned: await count(
            sql`captured_generation WHERE organisation = ${organisation} AND scanned_as IS NOT NULL`,
          ),
        },
        auditRecords: await all('audit_record'),
      }
    })
}
