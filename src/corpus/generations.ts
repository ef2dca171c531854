import { cleanText } from './clean-text.ts'
import { change, type Store } from './store.ts'

/** One generation that went through the gateway. */
export interface Generation {
  id: string
  /** SHA-256 of the adapter, or `base`. */
  model: string
  prompt: string
  text: string
  finishReason: string
  tokens: { prompt: number; completion: number }
  createdAt: string
}

/** Stores a generation; the same id again adds nothing. */
export function storeGeneration(store: Store, generation: Generation): Promise<{ added: boolean }> {
  return change(store, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('captured_generation')
      .values({
        organisation: store.organisation,
        generation: generation.id,
        model: generation.model,
        prompt: cleanText(generation.prompt),
        text: cleanText(generation.text),
        finish_reason: generation.finishReason,
        prompt_tokens: generation.tokens.prompt,
        completion_tokens: generation.tokens.completion,
        scanned_as: null,
        created_at: generation.createdAt,
        erased_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    const added = numInsertedOrUpdatedRows === 1n
    return {
      result: { added },
      audit: added
        ? { action: 'generation.capture', subject: generation.id, facts: { model: generation.model } }
        : null,
    }
  })
}

/** Generations that the loop has not looked at, oldest first. */
export async function listUnscannedGenerations(store: Store, limit: number): Promise<Generation[]> {
  const rows = await store.database.kysely
    .selectFrom('captured_generation')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .where('scanned_as', 'is', null)
    .where('erased_at', 'is', null)
    .orderBy('created_at')
    .orderBy('generation')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.generation,
    model: row.model,
    prompt: row.prompt ?? '',
    text: row.text ?? '',
    finishReason: row.finish_reason,
    tokens: { prompt: row.prompt_tokens, completion: row.completion_tokens },
    createdAt: new Date(row.created_at).toISOString(),
  }))
}

/** Notes under which snapshot a generation's code was scanned. */
export function markGenerationScanned(store: Store, id: string, snapshot: string): Promise<void> {
  return change(store, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('captured_generation')
      .set({ scanned_as: snapshot })
      .where('organisation', '=', store.organisation)
      .where('generation', '=', id)
      .where('scanned_as', 'is', null)
      .executeTakeFirstOrThrow()
    return {
      result: undefined,
      audit: numUpdatedRows > 0n ? { action: 'generation.scan', subject: id, facts: { snapshot } } : null,
    }
  })
}
