import { lstat, readdir, realpath } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { languageOfPath } from '../findings/index.ts'
import { SbrError, type Target, type TargetResult } from '../kernel/index.ts'
import { manifestReaderOf } from './osv/manifests.ts'

/** What there is to scan under some paths, and what there is not. */
export interface TargetList {
  /** Absolute folder that every path is relative to. */
  root: string
  /** Sorted by path. */
  targets: Target[]
  /** Left out, with the reason: `symlink`, `special-file`, `undecodable-name`, `too-many`, `unreadable`. */
  skipped: TargetResult[]
  /** Files of no language and no manifest: not scanned by any engine. */
  otherFiles: number
}

export interface CollectOptions {
  /** More files than this are skipped as `too-many`. Default 50,000. */
  maxTargets?: number
}

/** Folders that hold other people's code or none. */
const SKIPPED_FOLDERS = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__', '.venv', '.tox'])

/**
 * Collects what can be scanned under files and folders. Links are not followed, and neither special
 * files nor names that are not UTF-8 get to an engine; both are reported. Tests, hidden and ignored
 * files are code like any other.
 *
 * @throws SbrError `NOT_FOUND` where a path does not exist.
 */
export async function collectTargets(
  paths: string | readonly string[],
  options: CollectOptions = {},
): Promise<TargetList> {
  const given = typeof paths === 'string' ? [paths] : paths
  const starts = await Promise.all(given.map(resolveStart))
  const root = commonFolder(starts.map((start) => (start.isFolder ? start.path : dirname(start.path))))
  const walk = new Walk(root, options.maxTargets ?? 50_000)
  for (const start of starts) {
    if (start.isFolder) await walk.folder(Buffer.from(start.path))
    else walk.file(start.path, start.bytes, true)
  }
  return walk.result()
}

async function resolveStart(path: string): Promise<{ path: string; isFolder: boolean; bytes: number }> {
  try {
    const real = await realpath(resolve(path))
    const status = await lstat(real)
    if (!status.isFile() && !status.isDirectory())
      throw new SbrError('BAD_USAGE', `${path} is neither a file nor a folder`, {
        next: 'Name a file or a folder.',
      })
    return { path: real, isFolder: status.isDirectory(), bytes: status.size }
  } catch (cause) {
    if (cause instanceof SbrError) throw cause
    throw new SbrError('NOT_FOUND', `${path} cannot be read`, {
      cause,
      next: 'Name a file or a folder that exists.',
    })
  }
}

function commonFolder(folders: readonly string[]): string {
  const [first = sep, ...rest] = folders
  let parts = first.split(sep)
  for (const folder of rest) {
    const other = folder.split(sep)
    const end = parts.findIndex((part, index) => part !== other[index])
    if (end >= 0) parts = parts.slice(0, end)
  }
  return parts.join(sep) || sep
}

class Walk {
  readonly #root: string
  readonly #max: number
  readonly #targets = new Map<string, Target>()
  readonly #skipped = new Map<string, TargetResult>()
  #otherFiles = 0

  constructor(root: string, max: number) {
    this.#root = root
    this.#max = max
  }

  /** Walks a folder; names are bytes, since a name need not be UTF-8. */
  async folder(folder: Buffer): Promise<void> {
    let entries: { name: Buffer; isDirectory(): boolean; isFile(): boolean; isSymbolicLink(): boolean }[]
    try {
      entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' })
    } catch {
      this.#skip(folder.toString('utf8'), 'unreadable')
      return
    }
    for (const entry of entries.sort((a, b) => Buffer.compare(a.name, b.name))) {
      const bytes = Buffer.concat([folder, Buffer.from(sep), entry.name])
      const path = bytes.toString('utf8')
      if (!Buffer.from(path, 'utf8').equals(bytes)) this.#skip(path, 'undecodable-name')
      else if (entry.isSymbolicLink()) this.#skip(path, 'symlink')
      else if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name.toString('utf8'))) await this.folder(bytes)
      } else if (entry.isFile()) {
        const status = await lstat(bytes)
        this.file(path, status.size, false)
      } else this.#skip(path, 'special-file')
    }
  }

  /** Takes a file that an engine can read; one that was named is taken whatever it is. */
  file(path: string, bytes: number, named: boolean): void {
    const own = relative(this.#root, path).split(sep).join('/')
    const language = languageOfPath(own)
    if (language === null && manifestReaderOf(own) === null && !named) {
      this.#otherFiles++
      return
    }
    if (this.#targets.size >= this.#max) this.#skip(path, 'too-many')
    else this.#targets.set(own, { path: own, language, bytes })
  }

  result(): TargetList {
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
    return {
      root: this.#root,
      targets: [...this.#targets.values()].sort(byPath),
      skipped: [...this.#skipped.values()].sort(byPath),
      otherFiles: this.#otherFiles,
    }
  }

  #skip(path: string, reason: string): void {
    const own = relative(this.#root, path).split(sep).join('/')
    this.#skipped.set(own, { path: own, status: 'skipped', reason })
  }
}
