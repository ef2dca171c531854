import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import type { SnapshotTarget } from './snapshot.ts'

/**
 * Copies of targets under names of our own (`<number>/<name>`). An engine that takes paths then sees
 * neither a hostile file name nor a folder that it would ignore (`tests/`, `.semgrepignore`), and the
 * content cannot change between the parse check and the scan.
 */
export interface Staging {
  folder: string
  /** Path of each target within `folder`, POSIX, in the order given. */
  paths: string[]
  /** The target's own path for one the engine reported, absolute or relative to `folder`. */
  originalOf(reported: string): string | null
  /** A copy of a result with the own path in each `path` that names a staged file, data flows included. */
  restorePaths(value: unknown): unknown
  dispose(): Promise<void>
}

const SAFE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}$/

export interface StagingPlan {
  /** Where a target goes within the folder: a harmless path of our own, different for each target. */
  place?(target: SnapshotTarget, index: number): string
  /** Files beside the targets, by their path within the folder. */
  beside?: Readonly<Record<string, string>>
}

const placeByNumber = (target: SnapshotTarget, index: number): string => `${index}/${safeName(target.path)}`

/** Writes the targets' content into a fresh private folder. */
export async function stageTargets(
  targets: readonly SnapshotTarget[],
  { place = placeByNumber, beside = {} }: StagingPlan = {},
): Promise<Staging> {
  const folder = await mkdtemp(join(tmpdir(), 'sbr-scan-'))
  const originals = new Map<string, string>()
  const paths: string[] = []
  try {
    for (const [index, target] of targets.entries()) {
      const staged = place(target, index)
      await mkdir(dirname(join(folder, staged)), { recursive: true })
      await writeFile(join(folder, staged), target.content, { mode: 0o600 })
      originals.set(staged, target.path)
      paths.push(staged)
    }
    for (const [name, text] of Object.entries(beside)) await writeFile(join(folder, name), text)
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
    paths,
    originalOf,
    restorePaths,
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The file's own name where it is harmless, since some engines read meaning from it (`jquery-1.8.js`). */
function safeName(path: string): string {
  const name = basename(path)
  if (SAFE_NAME.test(name)) return name
  const extension = extname(name)
  return `file${/^\.[A-Za-z0-9]{1,10}$/.test(extension) ? extension : ''}`
}
