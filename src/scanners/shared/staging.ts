import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { SnapshotTarget } from './snapshot.ts'

/**
 * Copies of targets under names of our own (`<number>.<extension>`). An engine that takes paths then sees
 * neither a hostile file name nor a folder that it would ignore (`tests/`, `.semgrepignore`), and the
 * content cannot change between the parse check and the scan.
 */
export interface Staging {
  folder: string
  /** Path of each target within `folder`, POSIX, in the order given. */
  paths: string[]
  /** Path of a target within `folder`; null: it was not staged. */
  pathOf(original: string): string | null
  /** The target's own path for one the engine reported, absolute or relative to `folder`. */
  originalOf(reported: string): string | null
  /** A copy of a result with the own path in each `path` that names a staged file, data flows included. */
  restorePaths(value: unknown): unknown
  dispose(): Promise<void>
}

export interface StagingPlan {
  /** Where a target goes within the folder: a harmless path of our own, different for each target. */
  place?(target: SnapshotTarget, index: number): string
  /** Files beside the targets, by their path within the folder. */
  beside?: Readonly<Record<string, string>>
  /** May the copies lie in memory, where they are small and nobody set TMPDIR? For tools that do not mind where. */
  inMemory?: boolean
}

const placeByNumber = ({ path }: SnapshotTarget, index: number): string => `${index}${safeExtension(path)}`

/** Files written in one go: writing at once costs a third of the CPU of asking the thread pool, but others must get their turn. */
const AT_ONCE = 128

/** Linux's memory as a file system: a file there takes a twentieth of the time that one on a disk takes to make. */
const MEMORY = '/dev/shm'
/** Bytes that may lie there: in a container it may hold 64 MiB in all. */
const MEMORY_BYTES = 8 * 1024 * 1024

/** Writes the targets' content into a fresh private folder. */
export async function stageTargets(
  targets: readonly SnapshotTarget[],
  plan: StagingPlan = {},
): Promise<Staging> {
  const bytes = targets.reduce((sum, { content }) => sum + content.length, 0)
  if (plan.inMemory && bytes <= MEMORY_BYTES && process.env.TMPDIR === undefined) {
    // There may be no such folder, or no room in it.
    const staged = await stageIn(MEMORY, targets, plan).catch(() => null)
    if (staged !== null) return staged
  }
  return stageIn(tmpdir(), targets, plan)
}

async function stageIn(
  parent: string,
  targets: readonly SnapshotTarget[],
  { place = placeByNumber, beside = {} }: StagingPlan,
): Promise<Staging> {
  const folder = await mkdtemp(join(parent, 'sbr-scan-'))
  const originals = new Map<string, string>()
  const staged = new Map<string, string>()
  const folders = new Set([folder])
  const write = (path: string, content: string | Uint8Array) => {
    const file = join(folder, path)
    const parent = dirname(file)
    if (!folders.has(parent)) mkdirSync(parent, { recursive: true })
    folders.add(parent)
    writeFileSync(file, content, { mode: 0o600 })
  }
  try {
    for (const [index, target] of targets.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await setImmediate()
      const path = place(target, index)
      write(path, target.content)
      originals.set(path, target.path)
      staged.set(target.path, path)
    }
    for (const [name, text] of Object.entries(beside)) write(name, text)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  const originalOf = (reported: string) =>
    originals.get(reported.startsWith(`${folder}/`) ? reported.slice(folder.length + 1) : reported) ?? null
  const restorePaths = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(restorePaths)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        key === 'path' && typeof item === 'string' ? (originalOf(item) ?? item) : restorePaths(item),
      ]),
    )
  }
  return {
    folder,
    paths: [...originals.keys()],
    pathOf: (original) => staged.get(original) ?? null,
    originalOf,
    restorePaths,
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Engines read the language from the extension. */
function safeExtension(path: string): string {
  const extension = extname(path)
  return /^\.[A-Za-z0-9]{1,10}$/.test(extension) ? extension : ''
}
