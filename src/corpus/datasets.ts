import {
  type DatasetItem,
  type DatasetManifest,
  digestFields,
  digestJson,
  type GateVerdict,
  SbrError,
} from '../kernel/index.ts'
import { redactSecrets, signStatement } from '../platform/index.ts'
import { change, insertChunks, type Store } from './store.ts'

export interface LoadedDataset {
  manifest: DatasetManifest
  /** Sorted by id; items whose content was erased are left out. */
  items: DatasetItem[]
  /** Digests of content that was erased after it had become part of this. */
  erased: string[]
}

/** What is signed of a dataset: its manifest and which items it has. */
export interface DatasetPredicate {
  manifest: DatasetManifest
  items: string
}

/** Digest over the ids of items, in order of id. */
export const digestItems = (ids: readonly string[]): string => digestFields([...ids].sort())

/**
 * Stores a candidate dataset with its items, signed. The same dataset again adds nothing.
 *
 * @throws SbrError `INTEGRITY` where an item is not what its id says, `BAD_INPUT` where one holds a secret.
 */
export function storeDataset(
  store: Store,
  manifest: DatasetManifest,
  items: readonly DatasetItem[],
): Promise<{ added: boolean }> {
  const { organisation, audit } = store
  for (const item of items) checkItem(item)
  const candidate: DatasetManifest = { ...manifest, status: 'candidate' }
  const predicate: DatasetPredicate = {
    manifest: candidate,
    items: digestItems(items.map((item) => item.id)),
  }
  const envelope = signStatement(audit.signer, {
    kind: 'dataset',
    subject: `dataset ${manifest.id}`,
    sha256: manifest.id,
    predicate,
  })
  return change(store, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('dataset')
      .values({
        organisation,
        dataset: manifest.id,
        status: 'candidate',
        manifest: JSON.stringify(candidate),
        envelope: JSON.stringify(envelope),
        released_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    const added = numInsertedOrUpdatedRows === 1n
    if (added)
      await insertChunks(items, (chunk) =>
        transaction
          .insertInto('dataset_item')
          .values(
            chunk.map((item) => ({
              organisation,
              dataset: manifest.id,
              item: item.id,
              kind: item.kind,
              language: item.language,
              cwe: item.cwe,
              split: item.split,
              origins: item.origins,
              document: JSON.stringify(item),
            })),
          )
          .execute(),
      )
    return {
      result: { added },
      audit: added ? { action: 'dataset.store', subject: manifest.id, facts: { items: items.length } } : null,
    }
  })
}

function checkItem(item: DatasetItem): void {
  const origin = item.origins[0] ?? item.id
  if (digestJson(item.messages) !== item.id)
    throw new SbrError('INTEGRITY', `Dataset item ${origin} is not what its id says`, {
      next: 'Build the dataset again.',
    })
  const secret = item.messages.flatMap((message) => Object.keys(redactSecrets(message.content).found))[0]
  if (secret !== undefined)
    throw new SbrError('BAD_INPUT', `Dataset item ${origin} holds a secret (${secret})`, {
      next: 'Build datasets from what the corpus returns: it is redacted.',
    })
}

/** @throws SbrError `NOT_FOUND`. */
export async function loadDataset(store: Store, id: string): Promise<LoadedDataset> {
  const { organisation, database } = store
  const row = await database.kysely
    .selectFrom('dataset')
    .select(['manifest', 'erased'])
    .where('organisation', '=', organisation)
    .where('dataset', '=', id)
    .executeTakeFirst()
  if (row === undefined)
    throw new SbrError('NOT_FOUND', `There is no dataset ${id}`, { next: 'Run `sbr dataset build`.' })
  const items = await database.kysely
    .selectFrom('dataset_item')
    .select('document')
    .where('organisation', '=', organisation)
    .where('dataset', '=', id)
    .where('document', 'is not', null)
    .orderBy('item')
    .execute()
  return {
    manifest: row.manifest,
    items: items.flatMap((item) => (item.document === null ? [] : [item.document])),
    erased: row.erased,
  }
}

/** Datasets, newest first. */
export async function listDatasets(store: Store): Promise<DatasetManifest[]> {
  const rows = await store.database.kysely
    .selectFrom('dataset')
    .select('manifest')
    .where('organisation', '=', store.organisation)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => row.manifest)
}

/** Stores a gate's verdict, signed; returns its id. */
export function storeGateVerdict(
  store: Store,
  verdict: GateVerdict,
): Promise<{ id: string; added: boolean }> {
  const { organisation, audit } = store
  const id = digestJson(verdict)
  const envelope = signStatement(audit.signer, {
    kind: 'gate-verdict',
    subject: `gate ${verdict.profile} on dataset ${verdict.dataset}`,
    sha256: id,
    predicate: verdict,
  })
  return change(store, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('gate_verdict')
      .values({
        organisation,
        verdict: id,
        dataset: verdict.dataset,
        profile: verdict.profile,
        passed: verdict.passed,
        document: JSON.stringify(verdict),
        envelope: JSON.stringify(envelope),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    const added = numInsertedOrUpdatedRows === 1n
    return {
      result: { id, added },
      audit: added
        ? {
            action: 'gate.judge',
            subject: verdict.dataset,
            facts: { verdict: id, profile: verdict.profile, passed: verdict.passed },
          }
        : null,
    }
  })
}

/**
 * Releases a dataset whose gate passed under the named profile, and signs it as released.
 *
 * @throws SbrError `GATE_NOT_PASSED` where no passing verdict of that profile is stored.
 */
export async function releaseDataset(store: Store, id: string, profile: string): Promise<DatasetManifest> {
  const { organisation, audit } = store
  const { manifest } = await loadDataset(store, id)
  const released: DatasetManifest = { ...manifest, status: 'released' }
  return change(store, async (transaction) => {
    const passed = await transaction
      .selectFrom('gate_verdict')
      .select('verdict')
      .where('organisation', '=', organisation)
      .where('dataset', '=', id)
      .where('profile', '=', profile)
      .where('passed', '=', true)
      .orderBy('created_at', 'desc')
      .executeTakeFirst()
    if (passed === undefined)
      throw new SbrError('GATE_NOT_PASSED', `Dataset ${id} did not pass the gate of profile ${profile}`, {
        next: `Run \`sbr gate ${id} --profile ${profile}\` and mend what it names.`,
      })
    if (manifest.status === 'released') return { result: manifest, audit: null }
    const ids = await transaction
      .selectFrom('dataset_item')
      .select('item')
      .where('organisation', '=', organisation)
      .where('dataset', '=', id)
      .execute()
    const predicate: DatasetPredicate = { manifest: released, items: digestItems(ids.map((row) => row.item)) }
    const envelope = signStatement(audit.signer, {
      kind: 'dataset',
      subject: `dataset ${id}`,
      sha256: id,
      predicate,
    })
    await transaction
      .updateTable('dataset')
      .set({
        status: 'released',
        manifest: JSON.stringify(released),
        envelope: JSON.stringify(envelope),
        released_at: new Date(),
      })
      .where('organisation', '=', organisation)
      .where('dataset', '=', id)
      .execute()
    return {
      result: released,
      audit: { action: 'dataset.release', subject: id, facts: { profile, verdict: passed.verdict } },
    }
  })
}
