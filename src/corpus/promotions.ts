import { sql } from 'kysely'
import {
  type ApprovalFact,
  type ApprovingRole,
  type Identity,
  judgeApprovals,
  requireRole,
} from '../access/index.ts'
import { SbrError } from '../kernel/index.ts'
import { signStatement } from '../platform/index.ts'
import { cleanText } from './clean-text.ts'
import { loadModel } from './models.ts'
import { change, type Store } from './store.ts'

export interface Promotion {
  sequence: number
  kind: 'promote' | 'rollback'
  /** null: no model is promoted. */
  model: string | null
  evaluation: string | null
  actor: string
  reason: string
  at: string
}

/** Approves a model as the acting identity, in one of its roles. The same approval again changes nothing. */
export async function approveModel(
  store: Store,
  about: { model: string; role: ApprovingRole; reason: string },
): Promise<{ added: boolean }> {
  const { organisation, audit } = store
  const approver = audit.actor
  requireRole(approver, [about.role], `approve as ${about.role}`)
  const { author } = await loadModel(store, about.model)
  if (author === approver.name)
    throw new SbrError('NOT_ALLOWED', `${approver.name} made model ${about.model} and cannot approve it`, {
      next: 'Ask somebody else.',
    })
  const reason = cleanText(about.reason)
  const envelope = signStatement(audit.signer, {
    kind: 'approval',
    subject: `model ${about.model}`,
    sha256: about.model,
    predicate: { approver: approver.name, role: about.role, author, reason },
  })
  return change(store, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('approval')
      .values({
        organisation,
        subject_kind: 'model',
        subject: about.model,
        approver: approver.name,
        role: about.role,
        author,
        reason,
        envelope: JSON.stringify(envelope),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    const added = numInsertedOrUpdatedRows === 1n
    return {
      result: { added },
      audit: added ? { action: 'model.approve', subject: about.model, facts: { role: about.role } } : null,
    }
  })
}

/** Who approved a model. */
export async function listApprovals(store: Store, model: string): Promise<(ApprovalFact & { at: string })[]> {
  const rows = await store.database.kysely
    .selectFrom('approval')
    .select(['approver', 'role', 'created_at'])
    .where('organisation', '=', store.organisation)
    .where('subject_kind', '=', 'model')
    .where('subject', '=', model)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({ approver: row.approver, role: row.role, at: row.created_at.toISOString() }))
}

/**
 * Promotes a model that two people in two roles approved: from now on it serves. Promoting what serves
 * already changes nothing.
 *
 * @throws SbrError `NOT_ALLOWED` with what is missing; the database refuses on its own as well.
 */
export async function promoteModel(
  store: Store,
  about: { model: string; evaluation: string; reason: string },
): Promise<Promotion> {
  requirePromoter(store.audit.actor)
  const model = await loadModel(store, about.model)
  if (model.erased.length > 0)
    throw new SbrError('NOT_ALLOWED', `Model ${about.model} has seen content that was erased since`, {
      next: 'Train a new one on a dataset without it.',
    })
  const verdict = judgeApprovals(model.author, await listApprovals(store, about.model))
  if (!verdict.approved)
    throw new SbrError('NOT_ALLOWED', `Model ${about.model} lacks ${verdict.missing}`, {
      next: 'Run `sbr models approve` as somebody else, then promote again.',
    })
  const current = await currentPromotion(store)
  if (current?.model === about.model && current.evaluation === about.evaluation) return current
  return appendPromotion(store, { kind: 'promote', ...about })
}

/** Goes back to the model that served before, or to none. */
export async function rollbackPromotion(store: Store, reason: string): Promise<Promotion> {
  requirePromoter(store.audit.actor)
  const history = await listPromotions(store)
  const current = history[0]
  if (current === undefined || current.model === null)
    throw new SbrError('NOT_FOUND', 'No model is promoted', { next: 'There is nothing to roll back.' })
  const before = history.find(
    (entry) => entry.kind === 'promote' && entry.sequence < lastPromotion(history, current),
  )
  return appendPromotion(store, {
    kind: 'rollback',
    model: before?.model ?? null,
    evaluation: before?.evaluation ?? null,
    reason,
  })
}

/** Sequence of the promotion that put the current model into service, however often it was rolled back to. */
function lastPromotion(history: readonly Promotion[], current: Promotion): number {
  const first = history.find((entry) => entry.kind === 'promote' && entry.model === current.model)
  return first?.sequence ?? current.sequence
}

const requirePromoter = (actor: Identity): void =>
  requireRole(actor, ['security-reviewer', 'ml-engineer'], 'change which model serves')

/** Promotions and rollbacks, newest first. */
export async function listPromotions(store: Store): Promise<Promotion[]> {
  const rows = await store.database.kysely
    .selectFrom('promotion')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .orderBy('sequence', 'desc')
    .execute()
  return rows.map((row) => ({
    sequence: Number(row.sequence),
    kind: row.kind,
    model: row.model,
    evaluation: row.evaluation,
    actor: row.actor,
    reason: row.reason,
    at: row.created_at.toISOString(),
  }))
}

/** What serves; null where nothing was ever promoted. */
export async function currentPromotion(store: Store): Promise<Promotion | null> {
  return (await listPromotions(store))[0] ?? null
}

function appendPromotion(
  store: Store,
  about: { kind: 'promote' | 'rollback'; model: string | null; evaluation: string | null; reason: string },
): Promise<Promotion> {
  const { organisation, audit } = store
  const reason = cleanText(about.reason)
  return change(store, async (transaction) => {
    await sql`SELECT pg_advisory_xact_lock(7413, hashtext(${organisation}))`.execute(transaction)
    const last = await transaction
      .selectFrom('promotion')
      .select((eb) => eb.fn.max('sequence').as('sequence'))
      .where('organisation', '=', organisation)
      .executeTakeFirst()
    const sequence = Number(last?.sequence ?? 0) + 1
    const facts = { sequence, kind: about.kind, model: about.model, evaluation: about.evaluation }
    const envelope = signStatement(audit.signer, {
      kind: 'promotion',
      subject: `promotion ${sequence}`,
      // A rollback to none is about no artefact: the digest of nothing.
      sha256: about.model ?? NO_MODEL,
      predicate: { ...facts, actor: audit.actor.name, reason },
    })
    const row = await transaction
      .insertInto('promotion')
      .values({
        organisation,
        sequence,
        kind: about.kind,
        model: about.model,
        evaluation: about.evaluation,
        actor: audit.actor.name,
        reason,
        envelope: JSON.stringify(envelope),
      })
      .returning('created_at')
      .executeTakeFirstOrThrow()
    return {
      result: { ...facts, actor: audit.actor.name, reason, at: row.created_at.toISOString() },
      audit: { action: `model.${about.kind}`, subject: about.model ?? 'none', facts },
    }
  })
}

/** SHA-256 of nothing: what a rollback to no model is signed for. */
export const NO_MODEL = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
