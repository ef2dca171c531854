/** What a tool counts columns in. `unknown`: it does not say. */
export type ColumnUnit = 'utf16' | 'utf8' | 'codepoint' | 'unknown'

const encoder = new TextEncoder()

/**
 * 1-based UTF-16 column of a 1-based column in another unit, on this line. A column inside a character
 * moves to its start; null where the line has no such column (one past its end is one).
 */
export function toUtf16Column(line: string, column: number, unit: ColumnUnit): number | null {
  if (column < 1) return null
  if (unit === 'utf16' || unit === 'unknown') return column <= line.length + 1 ? column : null
  let left = column - 1
  let index = 0
  while (left > 0 && index < line.length) {
    const point = line.codePointAt(index) ?? 0
    const width = unit === 'utf8' ? utf8Width(point) : 1
    if (width > left) return index + 1
    left -= width
    index += point > 0xffff ? 2 : 1
  }
  return left === 0 ? index + 1 : null
}

/** The way back: the 1-based column in `unit` of a 1-based UTF-16 column on this line. */
export function fromUtf16Column(line: string, column: number, unit: ColumnUnit): number {
  const before = line.slice(0, column - 1)
  if (unit === 'utf8') return encoder.encode(before).length + 1
  if (unit === 'codepoint') return [...before].length + 1
  return column
}

function utf8Width(point: number): number {
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}
