import { type DatasetItem, digestJson, type EvaluationReport, SbrError } from '../kernel/index.ts'
import type { Growth } from '../loop/index.ts'
import { loadTasks, STARTER_TASKS } from '../tasks/index.ts'
import { evaluateStage } from './stages/evaluate-stage.ts'
import type { Workspace } from './workspace.ts'

/** The one entry whose id begins with `prefix`; without a prefix the first. */
function findOne<T>(
  entries: readonly T[],
  idOf: (entry: T) => string,
  prefix: string | undefined,
  what: string,
  next: string,
): T {
  const found =
    prefix === undefined ? entries.slice(0, 1) : entries.filter((entry) => idOf(entry).startsWith(prefix))
  if (found.length > 1)
    throw new SbrError('BAD_USAGE', `${found.length} ${what}s begin with "${prefix}"`, {
      next: 'Give more of the id.',
    })
  const [entry] = found
  if (entry === undefined)
    throw new SbrError(
      'NOT_FOUND',
      prefix === undefined ? `There is no ${what} yet` : `No ${what} begins with "${prefix}"`,
      { next },
    )
  return entry
}

/** A dataset by the beginning of its id; default: the newest. */
export async function findDataset(
  workspace: Workspace,
  prefix?: string,
): Promise<{ id: string; items: DatasetItem[] }> {
  const list = await workspace.corpus.listDatasets()
  const { id } = findOne(
    list,
    (manifest) => manifest.id,
    prefix,
    'dataset',
    'Run `sbr dataset build`; `sbr dataset list` shows them.',
  )
  return { id, items: (await workspace.corpus.loadDataset(id)).items }
}

/** A dataset that passed the gate. */
export async function findReleased(workspace: Workspace, prefix?: string): Promise<{ id: string }> {
  const list = (await workspace.corpus.listDatasets()).filter(
    (manifest) => prefix !== undefined || manifest.status === 'released',
  )
  return findOne(
    list,
    (manifest) => manifest.id,
    prefix,
    prefix === undefined ? 'released dataset' : 'dataset',
    'Run `sbr dataset build`, then `sbr gate`.',
  )
}

/** An adapter by the beginning of its digest; default: the newest. */
export async function findModel(
  workspace: Workspace,
  prefix?: string,
): Promise<{ sha256: string; dataset: string }> {
  const adapters = (await workspace.corpus.listModels()).filter((model) => model.kind === 'adapter')
  const { sha256, dataset } = findOne(
    adapters,
    (model) => model.sha256,
    prefix,
    'model',
    'Run `sbr train`; `sbr models list` shows them.',
  )
  if (dataset === null)
    throw new SbrError('MODEL', `Model ${sha256.slice(0, 12)} names no dataset`, { next: 'Train it again.' })
  return { sha256, dataset }
}

/** Evaluates an adapter as a durable stage, under the same input as the whole loop does. */
export async function evaluateModel(
  workspace: Workspace,
  model: { sha256: string; dataset: string },
  options: { perTask: number; seed: number },
): Promise<EvaluationReport> {
  const tasks = await loadTasks(STARTER_TASKS)
  return workspace.run(evaluateStage(workspace), {
    model: model.sha256,
    dataset: model.dataset,
    tasks: digestJson(tasks.filter((task) => task.split === 'held-out')),
    ...options,
  })
}

/** What grew since the newest adapter was trained. */
export async function readGrowth(workspace: Workspace): Promise<Growth> {
  const { corpus } = workspace
  const [newest] = (await corpus.listModels()).filter((model) => model.kind === 'adapter')
  const known = newest?.dataset ? (await corpus.loadDataset(newest.dataset)).items : []
  const taught = new Set(known.flatMap((item) => item.origins))
  const since = newest?.createdAt ?? ''
  const stats = await corpus.stats()
  return {
    remediations: (await corpus.remediations()).filter(({ id }) => !taught.has(`remediation:${id}`)).length,
    decisions: (await corpus.decisions()).filter((decision) => decision.decidedAt > since).length,
    generations: newest === undefined ? stats.generations.captured : await countSince(workspace, since),
  }
}

/** Captured generations after a time. */
async function countSince({ local, corpus }: Workspace, since: string): Promise<number> {
  const row = await local.database.kysely
    .selectFrom('captured_generation')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('organisation', '=', corpus.organisation)
    .where('created_at', '>', new Date(since))
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
