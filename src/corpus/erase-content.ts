import { sql } from 'kysely'
import { SbrError } from '../kernel/index.ts'
import { change, type Store, type Write } from './store.ts'

/** What an erasure reached. */
export interface Erasure {
  /** Where content was destroyed: `context`, `generation`, `dataset-item`, `judgement`. */
  destroyed: string[]
  /** Datasets and models that had it, now marked. */
  datasets: string[]
  models: string[]
}

/**
 * Destroys the content with this digest or id, keeps the digest, and marks the datasets and models that had it.
 *
 * @throws SbrError `NOT_FOUND` where nothing has that digest.
 */
export function eraseContent(store: Store, digest: string): Promise<Erasure> {
  const { organisation } = store
  return change(store, async (transaction) => {
    const destroyed: string[] = []
    if (await eraseContext(transaction, organisation, digest)) destroyed.push('context')
    const generation = await transaction
      .updateTable('captured_generation')
      .set({ prompt: null, text: null, erased_at: new Date() })
      .where('organisation', '=', organisation)
      .where('generation', '=', digest)
      .executeTakeFirst()
    if (generation.numUpdatedRows > 0n) destroyed.push('generation')
    const judgement = await transaction
      .updateTable('sample_judgement')
      .set({ document: sql`jsonb_set(document, '{findings}', '[]')` })
      .where('organisation', '=', organisation)
      .where('sample', '=', digest)
      .executeTakeFirst()
    if (judgement.numUpdatedRows > 0n) destroyed.push('judgement')
    const datasets = await eraseItems(transaction, organisation, digest)
    if (datasets.length > 0) destroyed.push('dataset-item')
    if (destroyed.length === 0)
      throw new SbrError('NOT_FOUND', `Nothing in the corpus has the digest ${digest}`, {
        next: 'Give the digest that `sbr corpus search --json` shows as `context`.',
      })
    // Answers that are kept for repeated requests may quote it; without them, the request is answered anew.
    await transaction.deleteFrom('idempotent_request').where('organisation', '=', organisation).execute()
    const models = await markModels(transaction, organisation, digest, datasets)
    const facts = { destroyed: destroyed.join(','), datasets: datasets.length, models: models.length }
    return {
      result: { destroyed, datasets, models },
      audit: { action: 'content.erase', subject: digest, facts },
    }
  })
}

/** Destroys a context, its embeddings, and what findings in it quote of the code. */
async function eraseContext(transaction: Write, organisation: string, context: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('code_context')
    .set({ code: null, redactions: '{}', erased_at: new Date() })
    .where('organisation', '=', organisation)
    .where('context', '=', context)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await transaction
    .deleteFrom('embedding')
    .where('organisation', '=', organisation)
    .where('context', '=', context)
    .execute()
  await sql`UPDATE finding f
    SET document = jsonb_set(jsonb_set(f.document - 'fix', '{message}', '"[erased]"'), '{flow}', '[]')
    FROM finding_context c
    WHERE c.organisation = ${organisation} AND c.context = ${context} AND f.organisation = c.organisation
      AND f.repository = c.repository AND f.snapshot = c.snapshot AND f.finding = c.finding`.execute(
    transaction,
  )
  return true
}

/** Empties the dataset items that are this content or were made from it, and marks their datasets. */
async function eraseItems(transaction: Write, organisation: string, digest: string): Promise<string[]> {
  const { rows } = await sql<{ dataset: string }>`
    UPDATE dataset_item i SET document = NULL
    WHERE i.organisation = ${organisation} AND (i.item = ${digest} OR i.origins && ARRAY(
      SELECT 'remediation:' || r.remediation FROM remediation r
      WHERE r.organisation = ${organisation} AND ${digest} IN (r.before_context, r.after_context)))
    RETURNING i.dataset`.execute(transaction)
  const datasets = [...new Set(rows.map((row) => row.dataset))].sort()
  await sql`UPDATE dataset SET erased = array_append(erased, ${digest}::text)
    WHERE organisation = ${organisation} AND dataset = ANY(${datasets}::text[]) AND NOT (${digest} = ANY(erased))`.execute(
    transaction,
  )
  return datasets
}

/** Marks the models that were trained on those datasets. */
async function markModels(
  transaction: Write,
  organisation: string,
  digest: string,
  datasets: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ model: string }>`
    UPDATE model SET erased = CASE WHEN ${digest} = ANY(erased) THEN erased ELSE array_append(erased, ${digest}::text) END
    WHERE organisation = ${organisation} AND dataset = ANY(${[...datasets]}::text[])
    RETURNING model`.execute(transaction)
  return rows.map((row) => row.model).sort()
}
