import type { Location } from '../../kernel/index.ts'
import type { RawRegion } from '../readers/port.ts'
import { toUtf16Column } from './columns.ts'

/**
 * A region on a path that was resolved already. With the file's lines at hand columns become UTF-16
 * exactly; else they stay in the tool's unit. Nonsense (an end before the start) is dropped, not kept.
 */
export function placeRegion(path: string, region: RawRegion, lines: readonly string[] | null): Location {
  const startLine = atLeastOne(region.startLine) ?? 1
  const endLine = Math.max(startLine, atLeastOne(region.endLine) ?? startLine)
  let startColumn = atLeastOne(region.startColumn)
  let endColumn = startColumn === null ? null : atLeastOne(region.endColumn)
  if (endColumn !== null && endLine === startLine && startColumn !== null && endColumn < startColumn)
    endColumn = null

  let unit: Location['unit'] = region.unit
  let unitOrigin: Location['unitOrigin'] = region.unit === 'unknown' ? 'assumed' : 'tool'
  const first = lines?.[startLine - 1]
  const last = lines?.[endLine - 1]
  // In ASCII every unit counts alike: then a tool that does not say its unit is exact, too.
  const known = region.unit !== 'unknown' || (isAscii(first) && isAscii(last))
  if (region.unit !== 'utf16' && known && first !== undefined && last !== undefined) {
    const start = startColumn === null ? null : toUtf16Column(first, startColumn, region.unit)
    // A start that its line does not have: the file is not the one that was scanned. Leave it alone.
    if (startColumn === null || start !== null) {
      startColumn = start
      // Bandit's end column may belong to an earlier line than its last (seen): then there is none.
      endColumn = endColumn === null ? null : toUtf16Column(last, endColumn, region.unit)
      unit = 'utf16'
      unitOrigin = 'converted'
    }
  }
  return { path, startLine, startColumn, endLine, endColumn, unit, unitOrigin }
}

const atLeastOne = (value: number | null): number | null =>
  value !== null && Number.isSafeInteger(value) && value >= 1 ? value : null

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
const isAscii = (line: string | undefined): boolean => line !== undefined && /^[\u0000-\u007f]*$/.test(line)
