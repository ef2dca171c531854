import { isAbsolutePath, resolveReportPath } from '../../location/report-path.ts'
import type { ReadContext } from '../port.ts'

/** Finds the files that classes were compiled from. */
export interface SourceFolders {
  add(folder: string): void
  /** The file of a path that is relative to one of the folders, such as `app/Users.java`. */
  fileOf(path: string): string
}

/** Folders, and files found in them, that are remembered. */
const MAX_FOLDERS = 1000
const MAX_FILES = 100_000

/**
 * A class names its file relative to a source folder, and the report lists the folders: the file is the folder
 * that is a file itself and ends so, else it lies in the only folder, else in the one that holds it.
 */
export function createSourceFolders(context: ReadContext): SourceFolders {
  const folders: string[] = []
  const known = new Map<string, string>()
  return {
    add(folder) {
      if (folders.length >= MAX_FOLDERS) return
      folders.push(folder)
      known.clear()
    },
    fileOf(path) {
      const found = known.get(path) ?? findFile(path, folders, context)
      if (known.size < MAX_FILES) known.set(path, found)
      return found
    },
  }
}

function findFile(path: string, folders: readonly string[], context: ReadContext): string {
  // Without a root an absolute path would be cut at whatever folder all files happen to share.
  if (isAbsolutePath(path) || context.root === undefined) return path
  const exact = folders.find((folder) => folder.endsWith(`/${path}`))
  if (exact !== undefined) return exact
  const candidates = folders
    .filter((folder) => !/\.(?:jar|zip|java)$/i.test(folder))
    .map((folder) => `${folder.replace(/\/+$/, '')}/${path}`)
  if (candidates.length <= 1) return candidates[0] ?? path
  return candidates.find((candidate) => isThere(candidate, context)) ?? path
}

function isThere(candidate: string, context: ReadContext): boolean {
  const { path } = resolveReportPath(candidate, context.root)
  return path !== null && context.source?.(path) != null
}
