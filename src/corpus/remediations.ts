import { sql } from 'kysely'
import {
  type DeciderKind,
  type DecisionVerdict,
  digestFields,
  type RemediationState,
} from '../kernel/index.ts'
import { cleanJson, cleanText } from './clean-text.ts'
import { type CodeContext, insertContexts } from './contexts.ts'
import { change, insertChunks, type Store } from './store.ts'

/** A fix: code before and after, and the findings of the version before that vanished with it. */
export interface RemediationToStore {
  path: string
  symbol: string | null
  language: string
  cwe: number | null
  advisory: string | null
  before: CodeContext
  after: CodeContext
  /** Findings of `fromSnapshot` that it closed. */
  findings: readonly string[]
  engines: readonly string[]
  state?: RemediationState
  facts?: Record<string, unknown>
}

/** A remediation as datasets read it: `group` is the repository, so that none is split over train and validation. */
export interface StoredRemediation {
  id: string
  repository: string
  fromSnapshot: string
  toSnapshot: string
  advisory: string | null
  state: RemediationState
  language: string
  cwe: number | null
  group: string
  path: string
  symbol: string | null
  before: string
  after: string
  engines: string[]
  findings: string[]
  decisions: { verdict: DecisionVerdict; deciderKind: DeciderKind; decider: string }[]
}

/** Stores the remediations between two snapshots; returns their ids in order, new or known. */
export function storeRemediations(
  store: Store,
  about: {
    repository: string
    fromSnapshot: string
    toSnapshot: string
    remediations: readonly RemediationToStore[]
  },
): Promise<{ ids: string[]; added: number }> {
  const { organisation } = store
  const { repository, fromSnapshot, toSnapshot } = about
  const identified = about.remediations.map((remediation) => ({
    ...remediation,
    id: digestFields([
      repository,
      fromSnapshot,
      toSnapshot,
      remediation.path,
      remediation.symbol,
      remediation.cwe,
      remediation.before.digest,
      remediation.after.digest,
    ]),
  }))
  return change(store, async (transaction) => {
    await insertContexts(
      transaction,
      organisation,
      identified.flatMap((remediation) => [remediation.before, remediation.after]),
    )
    const added = await insertChunks(identified, (chunk) =>
      transaction
        .insertInto('remediation')
        .values(
          chunk.map((remediation) => ({
            organisation,
            repository,
            remediation: remediation.id,
            state: remediation.state ?? 'fixed',
            from_snapshot: fromSnapshot,
            to_snapshot: toSnapshot,
            advisory: remediation.advisory,
            cwe: remediation.cwe,
            language: remediation.language,
            path: cleanText(remediation.path),
            symbol: remediation.symbol === null ? null : cleanText(remediation.symbol),
            before_context: remediation.before.digest,
            after_context: remediation.after.digest,
            engines: [...remediation.engines].sort(),
            facts: cleanJson(remediation.facts ?? {}),
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    const links = identified.flatMap((remediation) =>
      remediation.findings.map((finding) => ({
        organisation,
        repository,
        remediation: remediation.id,
        snapshot: fromSnapshot,
        finding,
      })),
    )
    await insertChunks(links, (chunk) =>
      transaction
        .insertInto('remediation_finding')
        .values(chunk)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    return {
      result: { ids: identified.map((remediation) => remediation.id), added },
      audit:
        added > 0
          ? {
              action: 'remediation.store',
              subject: `${repository} ${fromSnapshot} ${toSnapshot}`,
              facts: { added },
            }
          : null,
    }
  })
}

/** Every remediation whose code is still there, with what was decided on its findings. */
export async function listRemediations(store: Store): Promise<StoredRemediation[]> {
  const { organisation, database } = store
  const rows = await database.kysely
    .selectFrom('remediation as r')
    .innerJoin('code_context as before', (join) =>
      join
        .onRef('before.organisation', '=', 'r.organisation')
        .onRef('before.context', '=', 'r.before_context'),
    )
    .innerJoin('code_context as after', (join) =>
      join.onRef('after.organisation', '=', 'r.organisation').onRef('after.context', '=', 'r.after_context'),
    )
    .selectAll('r')
    .select(['before.code as before_code', 'after.code as after_code'])
    .select(
      sql<string[]>`ARRAY(SELECT f.finding FROM remediation_finding f WHERE f.organisation = r.organisation
        AND f.repository = r.repository AND f.remediation = r.remediation ORDER BY f.finding)`.as('findings'),
    )
    .select(
      sql<StoredRemediation['decisions']>`COALESCE((
        SELECT jsonb_agg(jsonb_build_object('verdict', d.verdict, 'deciderKind', d.decider_kind, 'decider', d.decider)
                         ORDER BY d.decided_at, d.decision)
        FROM remediation_finding f JOIN decision d ON d.organisation = f.organisation
         AND d.repository = f.repository AND d.snapshot = f.snapshot AND d.finding = f.finding
        WHERE f.organisation = r.organisation AND f.repository = r.repository AND f.remediation = r.remediation
      ), '[]')`.as('decisions'),
    )
    .where('r.organisation', '=', organisation)
    .where('before.code', 'is not', null)
    .where('after.code', 'is not', null)
    .orderBy('r.repository')
    .orderBy('r.remediation')
    .execute()
  return rows.map((row) => ({
    id: row.remediation,
    repository: row.repository,
    fromSnapshot: row.from_snapshot,
    toSnapshot: row.to_snapshot,
    advisory: row.advisory,
    state: row.state,
    language: row.language,
    cwe: row.cwe,
    group: row.repository,
    path: row.path,
    symbol: row.symbol,
    before: row.before_code ?? '',
    after: row.after_code ?? '',
    engines: row.engines,
    findings: row.findings,
    decisions: row.decisions,
  }))
}
