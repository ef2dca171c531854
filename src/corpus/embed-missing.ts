import { type Progress, SbrError } from '../kernel/index.ts'
import type { Embedder } from '../llm/index.ts'
import { change, type Store } from './store.ts'

/** Dimensions of the table's vectors (`sql/0002_knowledge.sql`). */
const DIMENSIONS = 384
const BATCH = 16

/** pgvector's text form. */
export const vectorText = (vector: Float32Array): string => `[${Array.from(vector).join(',')}]`

export function requireDimensions(embedder: Embedder): void {
  if (embedder.dimensions !== DIMENSIONS)
    throw new SbrError(
      'BAD_CONFIG',
      `Embedding model ${embedder.modelId} has ${embedder.dimensions} dimensions, the corpus stores ${DIMENSIONS}`,
      { next: `Use an embedding model with ${DIMENSIONS} dimensions.` },
    )
}

/** Embeds every code context that has no embedding of this model yet: each distinct content once. Resumable. */
export async function embedMissing(
  store: Store,
  embedder: Embedder,
  progress: Progress,
  signal?: AbortSignal,
): Promise<{ embedded: number }> {
  const { database, organisation } = store
  requireDimensions(embedder)
  const missing = await database.kysely
    .selectFrom('code_context as c')
    .leftJoin('embedding as e', (join) =>
      join
        .onRef('e.organisation', '=', 'c.organisation')
        .onRef('e.context', '=', 'c.context')
        .on('e.model', '=', embedder.modelId),
    )
    .select('c.context')
    .where('c.organisation', '=', organisation)
    .where('c.code', 'is not', null)
    .where('e.context', 'is', null)
    .orderBy('c.context')
    .execute()
  let embedded = 0
  for (let start = 0; start < missing.length; start += BATCH) {
    signal?.throwIfAborted()
    const contexts = await database.kysely
      .selectFrom('code_context')
      .select(['context', 'symbol', 'code'])
      .where('organisation', '=', organisation)
      .where(
        'context',
        'in',
        missing.slice(start, start + BATCH).map((row) => row.context),
      )
      .where('code', 'is not', null)
      .execute()
    const vectors = await embedder.embed(
      contexts.map((context) => context.code ?? ''),
      signal,
    )
    embedded += await insertVectors(store, embedder.modelId, contexts, vectors)
    progress.advance(Math.min(start + BATCH, missing.length), missing.length, 'contexts')
  }
  if (embedded > 0)
    await change(store, async () => ({
      result: undefined,
      audit: { action: 'embedding.store', subject: embedder.modelId, facts: { embedded } },
    }))
  return { embedded }
}

async function insertVectors(
  store: Store,
  model: string,
  contexts: readonly { context: string }[],
  vectors: readonly Float32Array[],
): Promise<number> {
  if (contexts.length === 0) return 0
  const rows = contexts.map(({ context }, index) => {
    const vector = vectors[index]
    if (vector === undefined || vector.length !== DIMENSIONS)
      throw new SbrError('MODEL', `Embedding model ${model} gave no vector of ${DIMENSIONS} numbers`)
    return { organisation: store.organisation, context, model, embedding: vectorText(vector) }
  })
  const { numInsertedOrUpdatedRows } = await store.database.kysely
    .insertInto('embedding')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows)
}
