import type { KeyObject } from 'node:crypto'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import {
  canonicalJson,
  type DatasetManifest,
  digestJson,
  type GateVerdict,
  toSbrError,
} from '../kernel/index.ts'
import { verifyStatement } from '../platform/index.ts'
import { type DatasetPredicate, digestItems } from './datasets.ts'
import { NO_MODEL } from './promotions.ts'
import type { Store } from './store.ts'

/** One artefact whose signature was checked against what the corpus holds now. */
export interface VerifiedArtefact {
  kind: 'dataset' | 'gate-verdict' | 'model' | 'approval' | 'promotion'
  id: string
  /** Why it does not hold; null where it does. */
  why: string | null
}

/** Checks signature and content of every dataset, gate verdict, model, approval and promotion. */
export async function verifyArtefacts(
  store: Store,
  trusted: ReadonlyMap<string, KeyObject>,
): Promise<VerifiedArtefact[]> {
  return [
    ...(await verifyDatasets(store, trusted)),
    ...(await verifyGateVerdicts(store, trusted)),
    ...(await verifyModels(store, trusted)),
    ...(await verifyApprovals(store, trusted)),
    ...(await verifyPromotions(store, trusted)),
  ]
}

type Trusted = ReadonlyMap<string, KeyObject>

/** Runs a check; what it throws or returns is why the artefact does not hold. */
async function examine(
  kind: VerifiedArtefact['kind'],
  id: string,
  check: () => Promise<string | null>,
): Promise<VerifiedArtefact> {
  try {
    return { kind, id, why: await check() }
  } catch (thrown) {
    return { kind, id, why: toSbrError(thrown).message }
  }
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b)

async function verifyDatasets(store: Store, trusted: Trusted): Promise<VerifiedArtefact[]> {
  const rows = await store.database.kysely
    .selectFrom('dataset')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .orderBy('dataset')
    .execute()
  const results: VerifiedArtefact[] = []
  for (const row of rows)
    results.push(
      await examine('dataset', row.dataset, async () => {
        const signed = verifyStatement<DatasetPredicate>(
          row.envelope,
          { kind: 'dataset', sha256: row.dataset },
          trusted,
        )
        if (
          !same(signed.manifest, row.manifest satisfies DatasetManifest) ||
          row.manifest.status !== row.status
        )
          return 'its manifest is not the one that was signed'
        const items = await store.database.kysely
          .selectFrom('dataset_item')
          .select(['item', 'document'])
          .where('organisation', '=', store.organisation)
          .where('dataset', '=', row.dataset)
          .execute()
        if (digestItems(items.map((item) => item.item)) !== signed.items)
          return 'its items are not the ones that were signed'
        const changed = items.find(
          (item) => item.document !== null && digestJson(item.document.messages) !== item.item,
        )
        if (changed !== undefined) return `item ${changed.item} was changed`
        const emptied = items.some((item) => item.document === null)
        return emptied && row.erased.length === 0 ? 'an item is empty and no erasure says why' : null
      }),
    )
  return results
}

async function verifyGateVerdicts(store: Store, trusted: Trusted): Promise<VerifiedArtefact[]> {
  const rows = await store.database.kysely
    .selectFrom('gate_verdict')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .orderBy('verdict')
    .execute()
  return Promise.all(
    rows.map((row) =>
      examine('gate-verdict', row.verdict, async () => {
        const signed = verifyStatement<GateVerdict>(
          row.envelope,
          { kind: 'gate-verdict', sha256: row.verdict },
          trusted,
        )
        return same(signed, row.document) &&
          digestJson(row.document) === row.verdict &&
          signed.passed === row.passed
          ? null
          : 'it is not the verdict that was signed'
      }),
    ),
  )
}

async function verifyModels(store: Store, trusted: Trusted): Promise<VerifiedArtefact[]> {
  const rows = await store.database.kysely
    .selectFrom('model')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .orderBy('model')
    .execute()
  const results: VerifiedArtefact[] = []
  for (const row of rows)
    results.push(
      await examine('model', row.model, async () => {
        const signed = verifyStatement(row.envelope, { kind: 'model', sha256: row.model }, trusted)
        const { kind, base, dataset, author, parameters } = row
        if (!same(signed, { kind, base, dataset, author, parameters }))
          return 'its record is not what was signed'
        if (!existsSync(row.path)) return `its file is missing: ${row.path}`
        return (await digestFile(row.path)) === row.model ? null : `its file was changed: ${row.path}`
      }),
    )
  return results
}

async function verifyApprovals(store: Store, trusted: Trusted): Promise<VerifiedArtefact[]> {
  const rows = await store.database.kysely
    .selectFrom('approval')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .orderBy('subject')
    .orderBy('approver')
    .execute()
  return Promise.all(
    rows.map((row) =>
      examine('approval', `${row.subject} by ${row.approver}`, async () => {
        const signed = verifyStatement(row.envelope, { kind: 'approval', sha256: row.subject }, trusted)
        const { approver, role, author, reason } = row
        return same(signed, { approver, role, author, reason })
          ? null
          : 'it is not the approval that was signed'
      }),
    ),
  )
}

async function verifyPromotions(store: Store, trusted: Trusted): Promise<VerifiedArtefact[]> {
  const rows = await store.database.kysely
    .selectFrom('promotion')
    .selectAll()
    .where('organisation', '=', store.organisation)
    .orderBy('sequence')
    .execute()
  return Promise.all(
    rows.map((row) =>
      examine('promotion', row.sequence, async () => {
        const { kind, model, evaluation, actor, reason } = row
        const signed = verifyStatement(
          row.envelope,
          { kind: 'promotion', sha256: model ?? NO_MODEL },
          trusted,
        )
        const expected = { sequence: Number(row.sequence), kind, model, evaluation, actor, reason }
        return same(signed, expected) ? null : 'it is not the promotion that was signed'
      }),
    ),
  )
}

async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}
