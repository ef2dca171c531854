import { sql } from 'kysely'
import { SbrError } from '../kernel/index.ts'
import type { Store } from './store.ts'

/** A request that its caller may send again without having it answered anew. */
export interface RequestClaim {
  /** Id of the caller's key: callers do not see each other's. */
  caller: string
  /** The caller's own name for this request. */
  key: string
  /** SHA-256 of what is asked. */
  request: string
}

/** Hours for which an answer is kept. */
const KEPT_HOURS = 24

/**
 * Claims a key for a request and gives the answer that it got before; null: there is none yet.
 *
 * @throws SbrError `CONFLICT` where the key was used for something else.
 */
export async function claimRequest(store: Store, claim: RequestClaim): Promise<string | null> {
  const { kysely } = store.database
  const { organisation } = store
  const { numInsertedOrUpdatedRows } = await kysely
    .insertInto('idempotent_request')
    .values({ organisation, ...claim, answer: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) {
    await forgetOld(store)
    return null
  }
  const stored = await kysely
    .selectFrom('idempotent_request')
    .select(['request', 'answer'])
    .where('organisation', '=', organisation)
    .where('caller', '=', claim.caller)
    .where('key', '=', claim.key)
    .executeTakeFirst()
  if (stored !== undefined && stored.request !== claim.request)
    throw new SbrError('CONFLICT', 'This idempotency key was used for another request', {
      next: 'Use a new key for each new request, and the old one only to send the same bytes again.',
    })
  return stored?.answer ?? null
}

/** Stores the answer and gives the one that counts: of two processes that answer at once, the first. */
export async function answerRequest(store: Store, claim: RequestClaim, answer: string): Promise<string> {
  const { rows } = await sql<{ answer: string }>`
    UPDATE idempotent_request SET answer = coalesce(answer, ${answer})
    WHERE organisation = ${store.organisation} AND caller = ${claim.caller} AND key = ${claim.key}
    RETURNING answer`.execute(store.database.kysely)
  return rows[0]?.answer ?? answer
}

async function forgetOld({ database, organisation }: Store): Promise<void> {
  await database.kysely
    .deleteFrom('idempotent_request')
    .where('organisation', '=', organisation)
    .where('created_at', '<', sql<Date>`now() - make_interval(hours => ${KEPT_HOURS})`)
    .execute()
}
