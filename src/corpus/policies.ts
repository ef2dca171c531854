import { type ApprovalFact, requireRole } from '../access/index.ts'
import { canonicalJson, digestJson, SbrError } from '../kernel/index.ts'
import { type Envelope, signStatement } from '../platform/index.ts'
import type { JudgeIdentity, Policy } from '../reward/index.ts'
import { cleanText } from './clean-text.ts'
import { change, type Store } from './store.ts'

/** What a hash on a reward stands for. */
export interface RecordedPolicy {
  hash: string
  policy: Policy
  identity: JudgeIdentity
  at: string
}

/** A policy that somebody proposed, and who approved it. */
export interface PolicyProposal {
  /** Digest of the document. */
  policy: string
  name: string
  version: number
  author: string
  reason: string
  document: Policy
  at: string
  approvals: (ApprovalFact & { at: string })[]
}

/** The role that approves a policy: security owns what counts as safe. */
const APPROVING_ROLE = 'security-reviewer'

/** Records what a hash stands for, once. Not in the audit chain: nothing was decided by it. */
export async function recordPolicy(store: Store, record: Omit<RecordedPolicy, 'at'>): Promise<void> {
  await store.database.kysely
    .insertInto('reward_policy')
    .values({
      organisation: store.organisation,
      hash: record.hash,
      policy: canonicalJson(record.policy),
      identity: canonicalJson(record.identity),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Recorded policies whose hash begins with `prefix`, the newest first. */
export async function findRecordedPolicies(store: Store, prefix: string): Promise<RecordedPolicy[]> {
  const rows = await store.database.kysely
    .selectFrom('reward_policy')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('hash', 'like', `${prefix.replace(/[^0-9a-f]/g, '')}%`)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    hash: row.hash,
    policy: row.policy as Policy,
    identity: row.identity as unknown as JudgeIdentity,
    at: row.created_at.toISOString(),
  }))
}

/** Proposes a policy in the name of whoever works on the corpus. The same document again adds nothing. */
export function proposePolicy(
  store: Store,
  proposal: { document: Policy; reason: string },
): Promise<{ policy: string; added: boolean }> {
  const { organisation, audit } = store
  const { document } = proposal
  const policy = digestJson(document)
  return change(store, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('policy_proposal')
      .values({
        organisation,
        policy,
        name: document.name,
        version: document.version,
        author: audit.actor.name,
        reason: cleanText(proposal.reason),
        document: canonicalJson(document),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    const added = numInsertedOrUpdatedRows === 1n
    return {
      result: { policy, added },
      audit: added
        ? {
            action: 'policy.propose',
            subject: policy,
            facts: { name: document.name, version: document.version },
          }
        : null,
    }
  })
}

/**
 * Approves a proposed policy as the acting identity. Its author cannot.
 *
 * @returns the signed approval.
 * @throws SbrError `NOT_FOUND` where nobody proposed it, `NOT_ALLOWED` for its author or without the role.
 */
export async function approvePolicy(
  store: Store,
  about: { policy: string; reason: string },
): Promise<{ envelope: Envelope; added: boolean; proposal: PolicyProposal }> {
  const { organisation, audit } = store
  const approver = audit.actor
  requireRole(approver, [APPROVING_ROLE], 'approve a policy')
  const [proposal] = await listPolicyProposals(store, about.policy)
  if (!proposal)
    throw new SbrError('NOT_FOUND', `Nobody proposed policy ${about.policy.slice(0, 12)}`, {
      next: 'Run `sbr policy propose FILE` first.',
    })
  if (proposal.author === approver.name)
    throw new SbrError('NOT_ALLOWED', `${approver.name} proposed this policy and cannot approve it`, {
      next: 'Ask somebody else.',
    })
  const reason = cleanText(about.reason)
  const envelope = signStatement(audit.signer, {
    kind: 'approval',
    subject: `policy ${proposal.policy}`,
    sha256: proposal.policy,
    predicate: { approver: approver.name, role: APPROVING_ROLE, author: proposal.author, reason },
  })
  return change(store, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('approval')
      .values({
        organisation,
        subject_kind: 'policy',
        subject: proposal.policy,
        approver: approver.name,
        role: APPROVING_ROLE,
        author: proposal.author,
        reason,
        envelope: JSON.stringify(envelope),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    const added = numInsertedOrUpdatedRows === 1n
    return {
      result: { envelope, added, proposal },
      audit: added
        ? {
            action: 'policy.approve',
            subject: proposal.policy,
            facts: { name: proposal.name, version: proposal.version },
          }
        : null,
    }
  })
}

/** Proposals with their approvals, the newest first; `prefix` of the digest narrows them. */
export async function listPolicyProposals(store: Store, prefix = ''): Promise<PolicyProposal[]> {
  const { kysely } = store.database
  const rows = await kysely
    .selectFrom('policy_proposal')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('policy', 'like', `${prefix.replace(/[^0-9a-f]/g, '')}%`)
    .orderBy('created_at', 'desc')
    .orderBy('policy')
    .execute()
  const approvals = await kysely
    .selectFrom('approval')
    .select(['subject', 'approver', 'role', 'created_at'])
    .where('organisation', '=', store.organisation)
    .where('subject_kind', '=', 'policy')
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    policy: row.policy,
    name: row.name,
    version: row.version,
    author: row.author,
    reason: row.reason,
    document: row.document as Policy,
    at: row.created_at.toISOString(),
    approvals: approvals
      .filter(({ subject }) => subject === row.policy)
      .map(({ approver, role, created_at }) => ({ approver, role, at: created_at.toISOString() })),
  }))
}
