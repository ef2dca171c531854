import type { Location } from '../../kernel/index.ts'

/** Splits text into lines as the tools do: LF, CRLF and lone CR end a line. */
export const splitLines = (text: string): string[] => text.split(/\r\n|\n|\r/)

/** The text of a region; whole lines where columns are unknown. null where the region lies outside. */
export function textOfRegion(lines: readonly string[], location: Location): string | null {
  if (location.endLine > lines.length) return null
  const region = lines.slice(location.startLine - 1, location.endLine)
  const exact = location.unit === 'utf16'
  const end = exact ? location.endColumn : null
  const start = exact ? location.startColumn : null
  // The end first: start and end may share a line.
  if (end !== null) region[region.length - 1] = (region.at(-1) ?? '').slice(0, end - 1)
  if (start !== null) region[0] = (region[0] ?? '').slice(start - 1)
  return region.join('\n')
}
