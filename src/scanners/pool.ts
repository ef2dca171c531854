import { join } from 'node:path'
import { type RulePack, SbrError, toSbrError } from '../kernel/index.ts'
import { nearest } from '../platform/index.ts'
import { packEngines } from './packs/pack-engine.ts'
import type { Engine, EngineContext, EngineInfo, EngineOutput, ScanRequest, Subject } from './port.ts'
import { ENGINES, type EngineEntry } from './registry.ts'
import { buildFailedRun, selectTargets } from './shared/run-builder.ts'
import { ScanStaging } from './shared/scan-staging.ts'
import { Slots } from './shared/slots.ts'
import { type Snapshot, takeSnapshot } from './shared/snapshot.ts'

/** What the engines' results are for. A held-out judge may judge, but nothing that teaches may use it. */
export type PoolPurpose = 'reward' | 'scan' | 'held-out'

export interface PoolOptions {
  purpose: PoolPurpose
  /** What is scanned. Default: answers, which sees more and is wrong more often on code whose callers are there. */
  subject?: Subject
  /** Folder for caches (`config.home`). */
  home: string
  /** Names of engines; default: all that the purpose allows, and for a scan every added rule pack. */
  engines?: readonly string[]
  /** Engines beside these: the added rule packs that a policy names (`pack:<name>`), a check. */
  also?: readonly string[]
  /** Folder with advisories in OSV format. Default: `<home>/advisories`. */
  advisories?: string
  /** Heavy processes at a time. Default 2. */
  concurrency?: number
  /** Where tools that are not ours are looked for (PATH), and their tokens. Default: the process's own. */
  environment?: Readonly<Record<string, string | undefined>>
}

export interface EnginePool {
  readonly purpose: PoolPurpose
  readonly names: readonly string[]
  /** What each engine is and whether it can run, in the pool's order. */
  infos(): Promise<EngineInfo[]>
  /** Runs every engine; outputs are in the pool's order and do not depend on timing. Never partial: one output per engine. */
  scan(request: ScanRequest): Promise<EngineOutput[]>
  /** Ends worker processes. */
  close(): Promise<void>
}

/**
 * Builds a pool of engines with shared process slots.
 *
 * @throws SbrError `NOT_ALLOWED` for a held-out engine in a pool for a reward, `BAD_USAGE` for an unknown name.
 */
export function createEnginePool(options: PoolOptions): EnginePool {
  const added = packEngines(options.home)
  const entries = chooseEngines(options.purpose, options.engines, added)
  for (const name of options.also ?? [])
    if (!entries.some((entry) => entry.name === name))
      entries.push(...chooseEngines(options.purpose, [name], added))
  const context: EngineContext = {
    home: options.home,
    advisories: options.advisories ?? join(options.home, 'advisories'),
    slots: new Slots(options.concurrency ?? 2),
    subject: options.subject ?? 'answers',
    environment: options.environment ?? process.env,
  }
  const engines = entries.map((entry) => entry.create(context))
  return {
    purpose: options.purpose,
    names: entries.map((entry) => entry.name),
    infos: async () => {
      const infos = await Promise.all(engines.map((engine) => engine.info()))
      for (const info of infos) refuseHeldOut(options.purpose, info.name, info.heldOut, info.packs)
      return infos
    },
    scan: (request) => scanWith(engines, options.purpose, request),
    close: async () => {
      await Promise.all(engines.map((engine) => engine.close()))
    },
  }
}

/** Engines for a purpose in the registry's order, whatever the order in which they were named. */
export function chooseEngines(
  purpose: PoolPurpose,
  names?: readonly string[],
  added: readonly EngineEntry[] = [],
): EngineEntry[] {
  const all = [...ENGINES, ...added]
  if (names === undefined)
    // What a reward uses is what its policy names, never what somebody has added here.
    return (purpose === 'scan' ? all : ENGINES).filter(
      (entry) => entry.heldOut === (purpose === 'held-out') && entry.onlyByName !== true,
    )
  const known = all.map((entry) => entry.name)
  for (const name of names) {
    const entry = all.find((candidate) => candidate.name === name)
    if (!entry && name.startsWith('pack:'))
      throw new SbrError('NOT_FOUND', `There is no rule pack for the engine ${name}`, {
        next: 'Add it: `sbr rules add`; `sbr rules list` shows those that are there.',
      })
    if (!entry)
      throw new SbrError('BAD_USAGE', `Unknown engine "${name}"`, {
        next: `Did you mean "${nearest(name, known)}"? Known: ${known.join(', ')}.`,
      })
    refuseHeldOut(purpose, name, entry.heldOut, [])
  }
  if (names.length === 0)
    throw new SbrError('BAD_USAGE', 'No engine is named', { next: `Name some of ${known.join(', ')}.` })
  return all.filter((entry) => names.includes(entry.name))
}

function refuseHeldOut(
  purpose: PoolPurpose,
  name: string,
  heldOut: boolean,
  packs: readonly RulePack[],
): void {
  if (purpose === 'reward' && (heldOut || packs.some((pack) => pack.heldOut)))
    throw new SbrError('NOT_ALLOWED', `${name} is a held-out judge: no reward may use it`, {
      next: 'Leave it out of the policy; it judges in `sbr evaluate`.',
    })
}

async function scanWith(
  engines: readonly Engine[],
  purpose: PoolPurpose,
  request: ScanRequest,
): Promise<EngineOutput[]> {
  const { root, targets, signal, contents } = request
  const snapshot = request.snapshot ?? (await takeSnapshot(root, targets, signal, contents))
  const staging = new ScanStaging(selectTargets(snapshot, ({ language }) => language !== null))
  try {
    // All of them, cancelled or not: nobody may look for a copy that is gone.
    const settled = await Promise.allSettled(
      engines.map((engine) => scanOne(engine, purpose, { ...request, snapshot, staging })),
    )
    return settled.map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
  } finally {
    await staging.dispose()
  }
}

async function scanOne(
  engine: Engine,
  purpose: PoolPurpose,
  request: ScanRequest & { snapshot: Snapshot },
): Promise<EngineOutput> {
  const info = await engine.info().catch((error: unknown) => brokenInfo(engine.name, error))
  refuseHeldOut(purpose, info.name, info.heldOut, info.packs)
  try {
    return await engine.scan(request)
  } catch (thrown) {
    const error = toSbrError(thrown, 'TOOL_FAILED')
    if (error.code === 'CANCELLED') throw error
    return { run: buildFailedRun(info, request.snapshot, 'engine-failed', error.message), findings: [] }
  }
}

/** An engine that cannot even say what it is still has a run: a failed one. */
function brokenInfo(name: string, error: unknown): EngineInfo {
  const missing = { what: toSbrError(error).message, how: 'Run `sbr doctor`.' }
  return { name, version: null, packs: [], languages: [], available: false, missing, heldOut: false }
}
