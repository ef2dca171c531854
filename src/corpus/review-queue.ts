import { sql } from 'kysely'
import { type DeciderKind, type DecisionVerdict, type Finding, SEVERITIES } from '../kernel/index.ts'
import type { Store } from './store.ts'

export interface ReviewFilter {
  repository?: string
  cwe?: number
  limit: number
}

/** A finding that no person decided on, with what a test, a model or an advisory said about it. */
export interface FindingToReview {
  repository: string
  snapshot: string
  finding: Finding
  evidence: { verdict: DecisionVerdict; deciderKind: DeciderKind; decider: string }[]
}

export interface ReviewQueue {
  /** How many wait, whatever the limit. */
  total: number
  findings: FindingToReview[]
}

/**
 * Findings that wait for a person. Those that something else decided on come first, because datasets are made of
 * them and the gate asks for a person behind them; then the most severe.
 */
export async function listReviewQueue(store: Store, filter: ReviewFilter): Promise<ReviewQueue> {
  const severities = sql.join(SEVERITIES.map((level) => sql.lit(level)))
  let query = store.database.kysely
    .selectFrom('finding as f')
    .select(['f.repository', 'f.snapshot', 'f.document'])
    .select(
      sql<FindingToReview['evidence']>`COALESCE((
        SELECT jsonb_agg(jsonb_build_object('verdict', d.verdict, 'deciderKind', d.decider_kind, 'decider', d.decider)
                         ORDER BY d.decided_at, d.decision)
        FROM decision d WHERE d.organisation = f.organisation AND d.repository = f.repository
         AND d.snapshot = f.snapshot AND d.finding = f.finding), '[]')`.as('evidence'),
    )
    .select(sql<string>`count(*) OVER ()`.as('total'))
    .where('f.organisation', '=', store.organisation)
    .where(
      sql<boolean>`NOT EXISTS (
        SELECT 1 FROM decision d WHERE d.organisation = f.organisation AND d.repository = f.repository
         AND d.snapshot = f.snapshot AND d.finding = f.finding AND d.decider_kind = 'person')`,
    )
  if (filter.repository !== undefined) query = query.where('f.repository', '=', filter.repository)
  if (filter.cwe !== undefined) query = query.where('f.cwe', '=', filter.cwe)
  const rows = await query
    .orderBy(
      sql`EXISTS (
        SELECT 1 FROM decision d WHERE d.organisation = f.organisation AND d.repository = f.repository
         AND d.snapshot = f.snapshot AND d.finding = f.finding)`,
      'desc',
    )
    .orderBy(sql`array_position(ARRAY[${severities}], f.severity)`)
    .orderBy('f.repository')
    .orderBy('f.snapshot')
    .orderBy('f.finding')
    .limit(filter.limit)
    .execute()
  return {
    total: Number(rows[0]?.total ?? 0),
    findings: rows.map((row) => ({
      repository: row.repository,
      snapshot: row.snapshot,
      finding: row.document,
      evidence: row.evidence,
    })),
  }
}

/** A finding wherever it stands: the same content in two snapshots has the same findings. */
export interface LocatedFinding {
  repository: string
  snapshot: string
  finding: Finding
  /** The code around it; null where none was stored or it was erased. */
  code: { text: string; startLine: number; symbol: string | null } | null
}

/** Findings whose id begins with `prefix`, each with the code around it; at most `limit`. */
export async function locateFindings(store: Store, prefix: string, limit: number): Promise<LocatedFinding[]> {
  const rows = await store.database.kysely
    .selectFrom('finding as f')
    .leftJoin('finding_context as l', (join) =>
      join
        .onRef('l.organisation', '=', 'f.organisation')
        .onRef('l.repository', '=', 'f.repository')
        .onRef('l.snapshot', '=', 'f.snapshot')
        .onRef('l.finding', '=', 'f.finding'),
    )
    .leftJoin('code_context as c', (join) =>
      join.onRef('c.organisation', '=', 'l.organisation').onRef('c.context', '=', 'l.context'),
    )
    .distinctOn(['f.finding', 'f.repository', 'f.snapshot'])
    .select(['f.repository', 'f.snapshot', 'f.document', 'l.start_line', 'c.code', 'c.symbol'])
    .where('f.organisation', '=', store.organisation)
    .where(sql<boolean>`starts_with(f.finding, ${prefix})`)
    .orderBy('f.finding')
    .orderBy('f.repository')
    .orderBy('f.snapshot')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    repository: row.repository,
    snapshot: row.snapshot,
    finding: row.document,
    code:
      row.code === null || row.start_line === null
        ? null
        : { text: row.code, startLine: row.start_line, symbol: row.symbol },
  }))
}
