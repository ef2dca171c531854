import {
  canonicalJson,
  type DeciderKind,
  type DecisionVerdict,
  digestFields,
  SbrError,
} from '../kernel/index.ts'
import { cleanJson, cleanText } from './clean-text.ts'
import { change, insertChunks, type Store } from './store.ts'

/** What somebody or something decided on a finding. Only `person` is human judgement. */
export interface Decision {
  repository: string
  snapshot: string
  finding: string
  verdict: DecisionVerdict
  deciderKind: DeciderKind
  /** Name of the person, or id of the test, model or advisory. */
  decider: string
  reason: string
  evidence: Record<string, unknown>
}

export interface StoredDecision extends Decision {
  id: string
  decidedAt: string
}

/** Adds decisions; the same decision again adds nothing. They are never changed: a second thought is a second decision. */
export function recordDecisions(
  store: Store,
  decisions: readonly Decision[],
): Promise<{ ids: string[]; added: number }> {
  const { organisation, audit } = store
  const rows = decisions.map((decision) => {
    if (decision.deciderKind === 'person' && decision.decider !== audit.actor.name)
      throw new SbrError(
        'NOT_ALLOWED',
        `${audit.actor.name} may not decide in the name of ${decision.decider}`,
      )
    const clean = { ...decision, reason: cleanText(decision.reason), evidence: cleanJson(decision.evidence) }
    return {
      organisation,
      repository: clean.repository,
      decision: digestFields([
        clean.repository,
        clean.snapshot,
        clean.finding,
        clean.verdict,
        clean.deciderKind,
        clean.decider,
        clean.reason,
        canonicalJson(JSON.parse(clean.evidence)),
      ]),
      snapshot: clean.snapshot,
      finding: clean.finding,
      verdict: clean.verdict,
      decider_kind: clean.deciderKind,
      decider: clean.decider,
      reason: clean.reason,
      evidence: clean.evidence,
    }
  })
  return change(store, async (transaction) => {
    const added = await insertChunks(rows, (chunk) =>
      transaction
        .insertInto('decision')
        .values(chunk)
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    const ids = rows.map((row) => row.decision)
    return {
      result: { ids, added },
      audit:
        added > 0
          ? {
              action: 'decision.record',
              subject: ids.length === 1 ? (ids[0] ?? '') : digestFields(ids),
              facts: { added },
            }
          : null,
    }
  })
}

export interface DecisionFilter {
  deciderKind?: DeciderKind
  repository?: string
  snapshot?: string
}

/** Decisions, oldest first. */
export async function listDecisions(store: Store, filter: DecisionFilter = {}): Promise<StoredDecision[]> {
  let query = store.database.kysely
    .selectFrom('decision')
    .selectAll()
    .where('organisation', '=', store.organisation)
  if (filter.deciderKind !== undefined) query = query.where('decider_kind', '=', filter.deciderKind)
  if (filter.repository !== undefined) query = query.where('repository', '=', filter.repository)
  if (filter.snapshot !== undefined) query = query.where('snapshot', '=', filter.snapshot)
  const rows = await query.orderBy('decided_at').orderBy('decision').execute()
  return rows.map((row) => ({
    id: row.decision,
    repository: row.repository,
    snapshot: row.snapshot,
    finding: row.finding,
    verdict: row.verdict,
    deciderKind: row.decider_kind,
    decider: row.decider,
    reason: row.reason,
    evidence: row.evidence,
    decidedAt: row.decided_at.toISOString(),
  }))
}
