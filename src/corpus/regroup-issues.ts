import { sql } from 'kysely'
import { groupIssues, type IssueOverride } from '../findings/index.ts'
import { canonicalJson, type Issue, type ScanRun } from '../kernel/index.ts'
import { lineageOfRuns } from '../scanners/index.ts'
import { insertIssues, type SnapshotKey } from './insert-issues.ts'
import type { Write } from './store.ts'

/** Groups the latest scan of every snapshot anew; how many scans changed. One snapshot is in memory at a time. */
export async function regroupRepository(
  transaction: Write,
  { organisation, repository }: { organisation: string; repository: string },
  overrides: readonly IssueOverride[],
): Promise<number> {
  const scans = await transaction
    .selectFrom('scan')
    .distinctOn('snapshot')
    .select(['snapshot', 'scan'])
    .where('organisation', '=', organisation)
    .where('repository', '=', repository)
    .orderBy('snapshot')
    .orderBy('stored_at', 'desc')
    .orderBy('scan')
    .execute()
  let changed = 0
  for (const { snapshot, scan } of scans)
    if ((await regroupScan(transaction, { organisation, repository, snapshot }, scan, overrides)) > 0)
      changed++
  return changed
}

/** Replaces the issues of one stored scan where the rulings group its findings otherwise; how many were written. */
export async function regroupScan(
  transaction: Write,
  key: SnapshotKey,
  scan: string,
  overrides: readonly IssueOverride[],
): Promise<number> {
  const stored = await transaction
    .selectFrom('scan')
    .select('runs')
    .where('organisation', '=', key.organisation)
    .where('repository', '=', key.repository)
    .where('snapshot', '=', key.snapshot)
    .where('scan', '=', scan)
    .executeTakeFirstOrThrow()
  const runs = await transaction
    .selectFrom('scan_run')
    .select(['run', 'tool', 'packs'])
    .where('organisation', '=', key.organisation)
    .where('repository', '=', key.repository)
    .where('snapshot', '=', key.snapshot)
    .where(sql<boolean>`run = ANY(${stored.runs}::text[])`)
    .execute()
  const findings = await transaction
    .selectFrom('finding')
    .select('document')
    .where('organisation', '=', key.organisation)
    .where('repository', '=', key.repository)
    .where('snapshot', '=', key.snapshot)
    .where(sql<boolean>`run = ANY(${stored.runs}::text[])`)
    .execute()
  const issues = groupIssues(
    findings.map((row) => row.document),
    lineageOfRuns(runs.map(toRun)),
    overrides,
  )
  const before = await transaction
    .selectFrom('issue')
    .select('document')
    .where('organisation', '=', key.organisation)
    .where('repository', '=', key.repository)
    .where('snapshot', '=', key.snapshot)
    .where('scan', '=', scan)
    .execute()
  const known = before.map((row) => row.document)
  if (isSameGrouping(known, issues)) return 0
  await transaction
    .deleteFrom('issue')
    .where('organisation', '=', key.organisation)
    .where('repository', '=', key.repository)
    .where('snapshot', '=', key.snapshot)
    .where('scan', '=', scan)
    .execute()
  return insertIssues(transaction, key, scan, issues)
}

/** Of a run, grouping asks for the lineages of its packs only. */
const toRun = (row: { run: string; tool: string; packs: ScanRun['packs'] }): ScanRun => ({
  id: row.run,
  tool: { name: row.tool, version: null },
  packs: row.packs,
  status: 'complete',
  targets: [],
  diagnostics: [],
})

/** The same issues for the same reasons? A ruling may confirm what the rules say, and still is the reason from then on. */
function isSameGrouping(before: readonly Issue[], after: readonly Issue[]): boolean {
  const wordOf = ({ id, reasons, links }: Issue) => canonicalJson([id, reasons, links ?? []])
  const words = new Set(before.map(wordOf))
  return before.length === after.length && after.every((issue) => words.has(wordOf(issue)))
}
