import type { Diagnostic, Location } from '../../kernel/index.ts'
import { placeRegion } from '../location/place-region.ts'
import { resolveReportPath } from '../location/report-path.ts'
import { splitLines } from '../location/source-lines.ts'
import { printable } from '../text/printable.ts'
import type { RawRegion, ReadContext } from './port.ts'

/** Turns a report's paths and regions into locations, and remembers what it had to refuse. */
export interface Placer {
  path(raw: string): string | null
  place(region: RawRegion): Location | null
  /** Lines of a file by resolved path; null where no source is at hand. */
  lines(path: string): readonly string[] | null
  /** One diagnostic for each path that could not be placed. */
  diagnostics(): Diagnostic[]
}

/** Lines of this many files are kept at a time: reports list results file by file. */
const KEPT_FILES = 16

/** Paths whose resolution is remembered, and refused ones that are told one by one. */
const KEPT_PATHS = 32_768
const TOLD_PATHS = 100

/** `rootOf` is asked anew for each path: the root of absolute paths may be found while reading. */
export function createPlacer(context: ReadContext, rootOf: () => string | undefined): Placer {
  const refused = new Map<string, string>()
  let untold = 0
  const resolved = new Map<string, string>()
  const kept = new Map<string, readonly string[] | null>()

  const lines = (path: string): readonly string[] | null => {
    if (context.source === undefined) return null
    const known = kept.get(path)
    if (known !== undefined) return known
    const text = context.source?.(path) ?? null
    const result = text === null ? null : splitLines(text)
    const oldest = kept.keys().next()
    if (kept.size >= KEPT_FILES && !oldest.done) kept.delete(oldest.value)
    kept.set(path, result)
    return result
  }

  const resolve = (raw: string): string | null => {
    const known = resolved.get(raw)
    if (known !== undefined) return known
    const path = resolveAnew(raw)
    if (resolved.size >= KEPT_PATHS) resolved.clear()
    if (path !== null) resolved.set(raw, path)
    return path
  }

  const resolveAnew = (raw: string): string | null => {
    // A backslash is a legal character of a POSIX file name: where such a file exists, it is one.
    if (raw.includes('\\') && !raw.split('/').includes('..') && !raw.startsWith('/')) {
      const literal = raw.replace(/^(?:\.\/)+/, '')
      if (context.source?.(literal) != null) return literal
    }
    const result = resolveReportPath(raw, rootOf())
    if (result.path === null && !refused.has(raw)) {
      if (refused.size < TOLD_PATHS) refused.set(raw, result.reason)
      else untold++
    }
    return result.path
  }

  return {
    lines,
    path: resolve,
    place(region) {
      const path = resolve(region.path)
      return path === null ? null : placeRegion(path, region, lines(path))
    },
    diagnostics: () => [
      ...[...refused].map(([raw, reason]) => ({
        level: 'warning' as const,
        code: `path-${reason}`,
        message:
          reason === 'outside-root'
            ? `${printable(raw)} lies outside the scanned folder: the finding is kept without its place`
            : `"${printable(raw)}" names no file: the finding is kept without its place`,
      })),
      ...(untold === 0
        ? []
        : [
            {
              level: 'warning' as const,
              code: 'path-outside-root',
              message: `${untold} more places could not be resolved`,
            },
          ]),
    ],
  }
}
