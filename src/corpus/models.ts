import { type EvaluationReport, type GenerationOutcome, SbrError } from '../kernel/index.ts'
import { signStatement } from '../platform/index.ts'
import { cleanJson, cleanText } from './clean-text.ts'
import { change, insertChunks, type Store } from './store.ts'

/** A model file. Its id is the SHA-256 of the file: other content is another model. */
export interface ModelToStore {
  sha256: string
  kind: 'base' | 'adapter'
  path: string
  /** Of an adapter: the model under it and the dataset that it was trained on. */
  base: string | null
  dataset: string | null
  /** Training parameters and figures; for a base model where it came from. */
  parameters: Record<string, unknown>
}

export interface StoredModel extends ModelToStore {
  author: string
  /** Digests of content that was erased after the model had seen it. */
  erased: string[]
  createdAt: string
}

/** Registers a model, signed by whoever acts: its author, who can never approve it. */
export function storeModel(store: Store, model: ModelToStore): Promise<{ added: boolean }> {
  const { organisation, audit } = store
  const author = audit.actor.name
  const parameters = cleanJson(model.parameters)
  const envelope = signStatement(audit.signer, {
    kind: 'model',
    subject: `model ${model.sha256}`,
    sha256: model.sha256,
    predicate: {
      kind: model.kind,
      base: model.base,
      dataset: model.dataset,
      author,
      parameters: JSON.parse(parameters),
    },
  })
  return change(store, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('model')
      .values({
        organisation,
        model: model.sha256,
        kind: model.kind,
        base: model.base,
        dataset: model.dataset,
        path: model.path,
        author,
        parameters,
        envelope: JSON.stringify(envelope),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    const added = numInsertedOrUpdatedRows === 1n
    if (!added)
      // The same file in another place: where it lies is no part of what was signed.
      await transaction
        .updateTable('model')
        .set({ path: model.path })
        .where('organisation', '=', organisation)
        .where('model', '=', model.sha256)
        .execute()
    return {
      result: { added },
      audit: added
        ? {
            action: 'model.store',
            subject: model.sha256,
            facts: { kind: model.kind, dataset: model.dataset },
          }
        : null,
    }
  })
}

/** Models, newest first. */
export async function listModels(store: Store): Promise<StoredModel[]> {
  const rows = await store.database.kysely
    .selectFrom('model')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .orderBy('created_at', 'desc')
    .orderBy('model')
    .execute()
  return rows.map((row) => ({
    sha256: row.model,
    kind: row.kind,
    path: row.path,
    base: row.base,
    dataset: row.dataset,
    parameters: row.parameters,
    author: row.author,
    erased: row.erased,
    createdAt: row.created_at.toISOString(),
  }))
}

/** @throws SbrError `NOT_FOUND`. */
export async function loadModel(store: Store, sha256: string): Promise<StoredModel> {
  const found = (await listModels(store)).find((model) => model.sha256 === sha256)
  if (found === undefined)
    throw new SbrError('NOT_FOUND', `There is no model ${sha256}`, { next: 'Run `sbr models list`.' })
  return found
}

/** Stores an evaluation of a model. The report's id is its identity. */
export function storeEvaluation(
  store: Store,
  about: { model: string; report: EvaluationReport },
): Promise<{ added: boolean }> {
  return change(store, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('evaluation')
      .values({
        organisation: store.organisation,
        evaluation: about.report.id,
        model: about.model,
        report: cleanJson(about.report),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    const added = numInsertedOrUpdatedRows === 1n
    return {
      result: { added },
      audit: added
        ? { action: 'evaluation.store', subject: about.report.id, facts: { model: about.model } }
        : null,
    }
  })
}

/** Evaluations of a model, newest first. */
export async function listEvaluations(store: Store, model: string): Promise<EvaluationReport[]> {
  const rows = await store.database.kysely
    .selectFrom('evaluation')
    .select('report')
    .where('organisation', '=', store.organisation)
    .where('model', '=', model)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => row.report)
}

/** Evaluations of all models, oldest first, with the time at which each was stored. */
export async function listAllEvaluations(store: Store): Promise<{ report: EvaluationReport; at: string }[]> {
  const rows = await store.database.kysely
    .selectFrom('evaluation')
    .select(['report', 'created_at'])
    .where('organisation', '=', store.organisation)
    .orderBy('created_at')
    .orderBy('evaluation')
    .execute()
  return rows.map((row) => ({ report: row.report, at: row.created_at.toISOString() }))
}

/** Stores outcomes of a running evaluation, so that one that was cut off repeats no generation. */
export function storeOutcomes(
  store: Store,
  evaluation: string,
  outcomes: readonly GenerationOutcome[],
): Promise<{ added: number }> {
  return change(store, async (transaction) => {
    const added = await insertChunks(outcomes, (chunk) =>
      transaction
        .insertInto('generation_outcome')
        .values(
          chunk.map((outcome) => ({
            organisation: store.organisation,
            evaluation,
            arm: outcome.arm,
            task: outcome.task,
            index: outcome.index,
            document: cleanJson(outcome),
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    return {
      result: { added },
      audit: added > 0 ? { action: 'outcome.store', subject: cleanText(evaluation), facts: { added } } : null,
    }
  })
}

/** Outcomes that are known of an evaluation. */
export async function loadOutcomes(store: Store, evaluation: string): Promise<GenerationOutcome[]> {
  const rows = await store.database.kysely
    .selectFrom('generation_outcome')
    .select('document')
    .where('organisation', '=', store.organisation)
    .where('evaluation', '=', evaluation)
    .orderBy('arm')
    .orderBy('task')
    .orderBy('index')
    .execute()
  return rows.map((row) => row.document)
}
