import { sql } from 'kysely'
import { digestFields, type Finding, type RunStatus, type ScanReport, type ScanRun } from '../kernel/index.ts'
import type { RepositoryKind } from '../platform/index.ts'
import { cleanJson, cleanText } from './clean-text.ts'
import { insertIssues, type SnapshotKey } from './insert-issues.ts'
import { readOverrides } from './issue-overrides.ts'
import { regroupScan } from './regroup-issues.ts'
import { change, insertChunks, type Store, type Write } from './store.ts'

export interface ScanToStore {
  repository: string
  kind: RepositoryKind
  /** The content state that was scanned: `name@version`, a commit, a digest. */
  snapshot: string
  facts?: Record<string, unknown>
  report: ScanReport
}

export interface StoredScan {
  /** Digest over the runs: the same scan is the same row. */
  scan: string
  /** What was new; all zero when the scan was there already. */
  added: { runs: number; findings: number; issues: number }
}

/** A run that got further replaces what an earlier attempt of the same run had stored. */
const RANK: Record<RunStatus, number> = { 'not-run': 0, failed: 1, partial: 2, complete: 3 }

/** Stores runs, targets, findings and issues of one scan in one transaction. Storing it twice adds nothing. */
export function storeScan(store: Store, scan: ScanToStore): Promise<StoredScan> {
  const { report } = scan
  const key: SnapshotKey = {
    organisation: store.organisation,
    repository: cleanText(scan.repository),
    snapshot: cleanText(scan.snapshot),
  }
  return change(store, async (transaction) => {
    await ensureSnapshot(transaction, key, scan)
    const added = { runs: 0, findings: 0, issues: 0 }
    for (const run of report.runs) {
      const findings = report.findings.filter((finding) => finding.run === run.id)
      const wrote = await storeRun(transaction, key, run, findings)
      added.runs += wrote.runs
      added.findings += wrote.findings
    }
    const ids = report.runs.map((run) => run.id).sort()
    const id = digestFields(ids)
    await transaction
      .insertInto('scan')
      .values({ ...key, scan: id, runs: ids })
      .onConflict((conflict) =>
        conflict
          .columns(['organisation', 'repository', 'snapshot', 'scan'])
          .doUpdateSet({ stored_at: new Date() }),
      )
      .execute()
    // Whoever stores may not know what people ruled, or a ruling came in between.
    const overrides = await readOverrides(transaction, key.organisation, key.repository)
    added.issues =
      overrides.length === 0
        ? await insertIssues(transaction, key, id, report.issues)
        : await regroupScan(transaction, key, id, overrides)
    const changed = added.runs + added.findings + added.issues > 0
    return {
      result: { scan: id, added },
      audit: changed
        ? {
            action: 'scan.store',
            subject: `${key.repository} ${key.snapshot}`,
            facts: { scan: id, ...added },
          }
        : null,
    }
  })
}

async function ensureSnapshot(transaction: Write, key: SnapshotKey, scan: ScanToStore): Promise<void> {
  const { organisation, repository } = key
  await transaction
    .insertInto('repository')
    .values({ organisation, repository, kind: scan.kind })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await transaction
    .insertInto('snapshot')
    .values({ ...key, facts: cleanJson(scan.facts ?? {}) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function storeRun(transaction: Write, key: SnapshotKey, run: ScanRun, findings: readonly Finding[]) {
  const known = await transaction
    .selectFrom('scan_run')
    .select('status')
    .where('organisation', '=', key.organisation)
    .where('repository', '=', key.repository)
    .where('snapshot', '=', key.snapshot)
    .where('run', '=', run.id)
    .forUpdate()
    .executeTakeFirst()
  if (known !== undefined && RANK[known.status] >= RANK[run.status]) return { runs: 0, findings: 0 }
  const state = { status: run.status, packs: cleanJson(run.packs), diagnostics: cleanJson(run.diagnostics) }
  await transaction
    .insertInto('scan_run')
    .values({ ...key, run: run.id, tool: run.tool.name, tool_version: run.tool.version, ...state })
    .onConflict((conflict) =>
      conflict.columns(['organisation', 'repository', 'snapshot', 'run']).doUpdateSet(state),
    )
    .execute()
  if (known !== undefined) await forgetRunContent(transaction, key, run, findings)
  await insertChunks(run.targets, (chunk) =>
    transaction
      .insertInto('scan_target')
      .values(
        chunk.map((target) => ({
          ...key,
          run: run.id,
          path: cleanText(target.path),
          status: target.status,
          reason: target.reason === undefined ? null : cleanText(target.reason),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
  const added = await insertChunks(findings, (chunk) =>
    transaction
      .insertInto('finding')
      .values(chunk.map((finding) => findingRow(key, finding)))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
  return { runs: 1, findings: added }
}

/** Targets of the attempt before, and findings that the better attempt no longer has. */
async function forgetRunContent(
  transaction: Write,
  key: SnapshotKey,
  run: ScanRun,
  findings: readonly Finding[],
): Promise<void> {
  await transaction
    .deleteFrom('scan_target')
    .where('organisation', '=', key.organisation)
    .where('repository', '=', key.repository)
    .where('snapshot', '=', key.snapshot)
    .where('run', '=', run.id)
    .execute()
  const kept = findings.map((finding) => finding.id)
  await transaction
    .deleteFrom('finding')
    .where('organisation', '=', key.organisation)
    .where('repository', '=', key.repository)
    .where('snapshot', '=', key.snapshot)
    .where('run', '=', run.id)
    .where(sql<boolean>`finding <> ALL(${kept}::text[])`)
    .execute()
}

function findingRow(key: SnapshotKey, finding: Finding) {
  return {
    ...key,
    finding: finding.id,
    run: finding.run,
    kind: finding.kind,
    tool: finding.tool.name,
    rule: cleanText(finding.rule.id),
    pack: finding.rule.pack,
    cwe: finding.cwe.primary,
    severity: finding.severity.level,
    path: finding.location === null ? null : cleanText(finding.location.path),
    start_line: finding.location?.startLine ?? null,
    end_line: finding.location?.endLine ?? null,
    fingerprint: exactFingerprint(finding),
    document: cleanJson(finding),
  }
}

/** Our own exact fingerprint, whatever its kind calls it (`sast/exact/v1`, `sca/v1`, `secret/v1`). */
function exactFingerprint(finding: Finding): string | null {
  const own = finding.fingerprints.own
  return own['sast/exact/v1'] ?? own['sca/v1'] ?? own['secret/v1'] ?? null
}
