import { isAbsolutePath, resolveReportPath } from '../../location/report-path.ts'
import type { ReadContext } from '../port.ts'

/**
 * The file that a class was compiled from. SpotBugs names it relative to a source folder (`app/Users.java`)
 * and the folders beside: a folder that is this file itself, else the only one, else the one that holds it.
 */
export function sourceFile(path: string, folders: readonly string[], context: ReadContext): string {
  if (isAbsolutePath(path)) return path
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
