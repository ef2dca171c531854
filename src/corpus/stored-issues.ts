import { type RawBuilder, sql } from 'kysely'
import { type Finding, type Issue, SEVERITIES } from '../kernel/index.ts'
import type { Store } from './store.ts'

export interface IssueFilter {
  repository?: string
  snapshot?: string
  limit: number
}

/** An issue of the latest scan of a snapshot. */
export interface StoredIssue {
  repository: string
  snapshot: string
  scan: string
  issue: Issue
}

/** Issues of the latest scan of each snapshot, the most severe first; `total` counts them all. */
export async function listIssues(
  store: Store,
  filter: IssueFilter,
): Promise<{ total: number; issues: StoredIssue[] }> {
  const severities = sql.join(SEVERITIES.map((level) => sql.lit(level)))
  let query = latestIssues(store).select(sql<string>`count(*) OVER ()`.as('total'))
  if (filter.repository !== undefined) query = query.where('i.repository', '=', filter.repository)
  if (filter.snapshot !== undefined) query = query.where('i.snapshot', '=', filter.snapshot)
  const rows = await query
    .orderBy(sql`array_position(ARRAY[${severities}], i.severity)`)
    .orderBy('i.repository')
    .orderBy('i.snapshot')
    .orderBy('i.path')
    .orderBy('i.start_line')
    .orderBy('i.issue')
    .limit(filter.limit)
    .execute()
  return { total: Number(rows[0]?.total ?? 0), issues: rows.map(toIssue) }
}

/** Issues whose id begins with `prefix`, those stored last first; the same code in two snapshots has the same issue. */
export async function locateIssues(store: Store, prefix: string, limit: number): Promise<StoredIssue[]> {
  const rows = await latestIssues(store)
    .where(sql<boolean>`starts_with(i.issue, ${prefix})`)
    .orderBy('s.stored_at', 'desc')
    .orderBy('i.snapshot')
    .orderBy('i.issue')
    .limit(limit)
    .execute()
  return rows.map(toIssue)
}

/** The findings of an issue, in the order in which the issue names them. */
export async function findingsOfIssue(store: Store, stored: StoredIssue): Promise<Finding[]> {
  const rows = await store.database.kysely
    .selectFrom('finding')
    .select(['finding', 'document'])
    .where('organisation', '=', store.organisation)
    .where('repository', '=', stored.repository)
    .where('snapshot', '=', stored.snapshot)
    .where(sql<boolean>`finding = ANY(${stored.issue.findings}::text[])`)
    .execute()
  const documents = new Map(rows.map((row) => [row.finding, row.document]))
  return stored.issue.findings.flatMap((id) => documents.get(id) ?? [])
}

function latestIssues(store: Store) {
  const isLatest: RawBuilder<boolean> = sql`s.scan = (
    SELECT l.scan FROM scan l WHERE l.organisation = s.organisation AND l.repository = s.repository
      AND l.snapshot = s.snapshot ORDER BY l.stored_at DESC, l.scan LIMIT 1)`
  return store.database.kysely
    .selectFrom('issue as i')
    .innerJoin('scan as s', (join) =>
      join
        .onRef('s.organisation', '=', 'i.organisation')
        .onRef('s.repository', '=', 'i.repository')
        .onRef('s.snapshot', '=', 'i.snapshot')
        .onRef('s.scan', '=', 'i.scan'),
    )
    .select(['i.repository', 'i.snapshot', 'i.scan', 'i.document'])
    .where('i.organisation', '=', store.organisation)
    .where(isLatest)
}

const toIssue = (row: {
  repository: string
  snapshot: string
  scan: string
  document: Issue
}): StoredIssue => ({
  repository: row.repository,
  snapshot: row.snapshot,
  scan: row.scan,
  issue: row.document,
})
