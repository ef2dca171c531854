import { sql } from 'kysely'
import { activeOverrides, type IssueOverride } from '../findings/index.ts'
import { digestFields, SbrError } from '../kernel/index.ts'
import { cleanText } from './clean-text.ts'
import { regroupRepository } from './regroup-issues.ts'
import { change, type Store, type Write } from './store.ts'

/** A ruling to be recorded, in the name of whoever works on the corpus. */
export interface OverrideToRecord {
  repository: string
  action: IssueOverride['action']
  keys: readonly string[]
  from: readonly string[]
  undoes: string | null
  acrossKinds: boolean
  reason: string
}

export interface RecordedOverride {
  id: string
  /** False where the ruling counted already. */
  added: boolean
  /** Scans whose issues changed. */
  regrouped: number
}

/** Rulings of one repository, undone ones and those that undo them included, in the order in which they were made. */
export async function listIssueOverrides(store: Store, repository: string): Promise<IssueOverride[]> {
  return readOverrides(store.database.kysely, store.organisation, repository)
}

/** Rulings of every repository, or of one, each with its repository. */
export async function listAllIssueOverrides(
  store: Store,
  repository?: string,
): Promise<{ repository: string; override: IssueOverride }[]> {
  let query = store.database.kysely
    .selectFrom('issue_override')
    .select('repository')
    .distinct()
    .where('organisation', '=', store.organisation)
  if (repository !== undefined) query = query.where('repository', '=', repository)
  const lists: { repository: string; override: IssueOverride }[][] = []
  for (const row of await query.orderBy('repository').execute()) {
    const overrides = await listIssueOverrides(store, row.repository)
    lists.push(overrides.map((override) => ({ repository: row.repository, override })))
  }
  return lists.flat()
}

/** As `listIssueOverrides`, within a transaction or without. */
export async function readOverrides(
  database: Pick<Write, 'selectFrom'>,
  organisation: string,
  repository: string,
): Promise<IssueOverride[]> {
  const rows = await database
    .selectFrom('issue_override')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('repository', '=', repository)
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({
    id: row.override,
    sequence: row.sequence,
    action: row.action,
    keys: row.keys,
    from: row.split_from,
    undoes: row.undoes,
    acrossKinds: row.across_kinds,
    by: row.decided_by,
    at: row.decided_at.toISOString(),
    reason: row.reason,
  }))
}

/**
 * Records a ruling, and groups the latest scans of the repository by it, in one transaction. A ruling that already
 * counts, with none after it, adds nothing.
 *
 * @throws SbrError `NOT_FOUND` where an undo names no ruling, `CONFLICT` where that was undone before.
 */
export function recordIssueOverride(store: Store, ruling: OverrideToRecord): Promise<RecordedOverride> {
  const { organisation, audit } = store
  const repository = cleanText(ruling.repository)
  const keys = [...new Set(ruling.keys)].sort()
  const from = [...new Set(ruling.from)].sort()
  return change<RecordedOverride>(store, async (transaction) => {
    // Two rulings at once would take the same number.
    await sql`SELECT pg_advisory_xact_lock(hashtext('issue_override'), hashtext(${`${organisation}\n${repository}`}))`.execute(
      transaction,
    )
    const known = await readOverrides(transaction, organisation, repository)
    if (ruling.undoes !== null) checkUndo(known, ruling.undoes)
    const [latest] = activeOverrides(known)
    const same = latest !== undefined && ruling.action !== 'undo' && isSame(latest, { ...ruling, keys, from })
    if (same) return { result: { id: latest.id, added: false, regrouped: 0 }, audit: null }
    const sequence = (known.at(-1)?.sequence ?? 0) + 1
    const id = digestFields([
      'issue-override/v1',
      organisation,
      repository,
      sequence,
      ruling.action,
      keys.join(' '),
      from.join(' '),
      ruling.undoes,
      audit.actor.name,
    ])
    await transaction
      .insertInto('issue_override')
      .values({
        organisation,
        repository,
        override: id,
        sequence,
        action: ruling.action,
        keys,
        split_from: from,
        undoes: ruling.undoes,
        across_kinds: ruling.acrossKinds,
        decided_by: audit.actor.name,
        reason: cleanText(ruling.reason),
      })
      .execute()
    const overrides = await readOverrides(transaction, organisation, repository)
    const regrouped = await regroupRepository(transaction, { organisation, repository }, overrides)
    return {
      result: { id, added: true, regrouped },
      audit: {
        action: `issue.${ruling.action}`,
        subject: id,
        facts: { repository, findings: keys.length + from.length, undoes: ruling.undoes, regrouped },
      },
    }
  })
}

function checkUndo(known: readonly IssueOverride[], id: string): void {
  if (!known.some((override) => override.id === id && override.action !== 'undo'))
    throw new SbrError('NOT_FOUND', `There is no ruling ${id}`, {
      next: '`sbr issues rulings` shows what was ruled.',
    })
  if (known.some((override) => override.undoes === id))
    throw new SbrError('CONFLICT', `The ruling ${id} was taken back before`, {
      next: 'Rule again to have it back.',
    })
}

function isSame(override: IssueOverride, ruling: OverrideToRecord): boolean {
  return (
    override.action === ruling.action &&
    override.acrossKinds === ruling.acrossKinds &&
    override.keys.join(' ') === ruling.keys.join(' ') &&
    override.from.join(' ') === ruling.from.join(' ')
  )
}
