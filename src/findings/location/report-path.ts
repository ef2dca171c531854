/** A path of a report, made relative to the root, or why it cannot be. */
export type ResolvedPath = { path: string } | { path: null; reason: 'empty' | 'outside-root' | 'not-a-file' }

/** Is this absolute on POSIX, on Windows or as a file URI? */
export const isAbsolutePath = (path: string): boolean =>
  path.startsWith('/') || path.startsWith('\\\\') || /^[A-Za-z]:[\\/]/.test(path) || /^file:/i.test(path)

/** POSIX form: file URIs decoded, backslashes turned, a drive's letter in upper case. */
export function toPosixPath(raw: string): string {
  let path = raw
  if (/^file:/i.test(path)) {
    path = path.replace(/^file:(?:\/\/[^/]*)?/i, '')
    path = decodePercent(path)
    if (/^\/[A-Za-z]:/.test(path)) path = path.slice(1)
  }
  path = path.replaceAll('\\', '/')
  return /^[a-z]:\//.test(path) ? path.charAt(0).toUpperCase() + path.slice(1) : path
}

/** Decodes percent escapes where all of them are valid UTF-8; else leaves the text as it is. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * The path relative to `root`, POSIX, without `.` and `..`. A path that climbs out of the root, or an
 * absolute one outside of it, has none: nothing that a report says may name a file elsewhere.
 */
export function resolveReportPath(raw: string, root: string | undefined): ResolvedPath {
  if (raw === '' || raw.includes('\0')) return { path: null, reason: 'empty' }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(raw) && !/^file:/i.test(raw))
    return { path: null, reason: 'not-a-file' }
  let path = toPosixPath(raw)
  if (isAbsolutePath(path)) {
    const base = root === undefined ? '' : toPosixPath(root).replace(/\/+$/, '')
    path = collapse(path) ?? path
    if (base === '' || !path.startsWith(`${base}/`)) return { path: null, reason: 'outside-root' }
    path = path.slice(base.length + 1)
  }
  const relative = collapse(path)
  if (relative === null) return { path: null, reason: 'outside-root' }
  return relative === '' ? { path: null, reason: 'empty' } : { path: relative }
}

/** Resolves `.` and `..`; null where it climbs above its start. */
function collapse(path: string): string | null {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    if (step === '..') {
      if (steps.pop() === undefined) return null
    } else steps.push(step)
  }
  return (path.startsWith('/') ? '/' : '') + steps.join('/')
}

/** Longest folder that all absolute paths share; null without any, or where only `/` is shared. */
export function commonFolder(paths: Iterable<string>): string | null {
  let common: string[] | null = null
  for (const raw of paths) {
    if (!isAbsolutePath(raw)) continue
    const folder = (collapse(toPosixPath(raw)) ?? '').split('/').slice(0, -1)
    if (common === null) common = folder
    else {
      let shared = 0
      while (shared < common.length && shared < folder.length && common[shared] === folder[shared]) shared++
      common = common.slice(0, shared)
    }
  }
  const folder = common?.join('/') ?? ''
  return folder === '' ? null : folder
}
