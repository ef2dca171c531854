import { sql } from 'kysely'
import { digestJson, type RewardDocument, type Sample } from '../kernel/index.ts'
import { cleanJson } from './clean-text.ts'
import { change, insertChunks, type Store } from './store.ts'

/** Digest of what was judged: everything of a sample that decides, so not its id. */
export function sampleDigest(sample: Sample): string {
  const { id: _id, prompt: _prompt, ...content } = sample
  return digestJson(content)
}

/** Stores rewards by sample and policy hash. The same input under the same hash gives the same reward, so known ones stay. */
export function storeJudgements(
  store: Store,
  judgements: readonly { sample: Sample; document: RewardDocument }[],
): Promise<{ added: number }> {
  const { organisation } = store
  return change(store, async (transaction) => {
    const rows = judgements.map(({ sample, document }) => ({
      organisation,
      sample: sampleDigest(sample),
      policy: document.policy,
      reward: document.reward,
      valid: document.valid,
      label: document.label,
      document: cleanJson(document),
    }))
    const added = await insertChunks(rows, (chunk) =>
      transaction
        .insertInto('sample_judgement')
        .values(chunk)
        .onConflict((conflict) =>
          // An engine that failed said nothing: the first valid judgement takes its place.
          conflict
            .columns(['organisation', 'sample', 'policy'])
            .doUpdateSet((excluded) => ({
              reward: excluded.ref('excluded.reward'),
              valid: excluded.ref('excluded.valid'),
              label: excluded.ref('excluded.label'),
              document: excluded.ref('excluded.document'),
            }))
            .where('sample_judgement.valid', '=', false)
            .where('excluded.valid' as 'sample_judgement.valid', '=', true),
        )
        .execute(),
    )
    return {
      result: { added },
      audit:
        added > 0
          ? { action: 'judgement.store', subject: judgements[0]?.document.policy ?? '', facts: { added } }
          : null,
    }
  })
}

/** Valid documents under one policy hash, the newest `limit` of them, with the digests of their samples. */
export async function listJudgements(
  store: Store,
  policy: string,
  limit: number,
): Promise<{ sample: string; document: RewardDocument }[]> {
  return store.database.kysely
    .selectFrom('sample_judgement')
    .select(['sample', 'document'])
    .where('organisation', '=', store.organisation)
    .where('policy', '=', policy)
    .where('valid', '=', true)
    .orderBy('created_at', 'desc')
    .orderBy('sample')
    .limit(limit)
    .execute()
}

/** Valid judgements under one policy hash, by sample digest. What was invalid is judged again. */
export async function loadJudgements(
  store: Store,
  policy: string,
  samples: readonly string[],
): Promise<Map<string, RewardDocument>> {
  const rows = await store.database.kysely
    .selectFrom('sample_judgement')
    .select(['sample', 'document'])
    .where('organisation', '=', store.organisation)
    .where('policy', '=', policy)
    .where('valid', '=', true)
    .where(sql<boolean>`sample = ANY(${[...samples]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.sample, row.document]))
}
