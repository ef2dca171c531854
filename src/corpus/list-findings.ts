import type { Finding, FindingKind } from '../kernel/index.ts'
import type { Store } from './store.ts'

export interface FindingFilter {
  repository?: string
  snapshot?: string
  kind?: FindingKind
  cwe?: number
  tool?: string
}

export interface StoredFinding {
  repository: string
  snapshot: string
  finding: Finding
}

/** Findings with where they were found, in a stable order. */
export async function listFindings(store: Store, filter: FindingFilter = {}): Promise<StoredFinding[]> {
  let query = store.database.kysely
    .selectFrom('finding')
    .select(['repository', 'snapshot', 'document'])
    .where('organisation', '=', store.organisation)
  if (filter.repository !== undefined) query = query.where('repository', '=', filter.repository)
  if (filter.snapshot !== undefined) query = query.where('snapshot', '=', filter.snapshot)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.cwe !== undefined) query = query.where('cwe', '=', filter.cwe)
  if (filter.tool !== undefined) query = query.where('tool', '=', filter.tool)
  const rows = await query.orderBy('repository').orderBy('snapshot').orderBy('finding').execute()
  return rows.map((row) => ({ repository: row.repository, snapshot: row.snapshot, finding: row.document }))
}

/** Scan runs by status: how much of what was asked for really happened. */
export async function countRuns(store: Store): Promise<{ complete: number; total: number }> {
  const rows = await store.database.kysely
    .selectFrom('scan_run')
    .select(['status', (eb) => eb.fn.countAll<string>().as('n')])
    .where('organisation', '=', store.organisation)
    .where('status', '!=', 'not-run')
    .groupBy('status')
    .execute()
  const total = rows.reduce((sum, row) => sum + Number(row.n), 0)
  return { complete: Number(rows.find((row) => row.status === 'complete')?.n ?? 0), total }
}
