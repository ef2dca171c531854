import { parse } from 'csv-parse/sync'
import type { TextLine } from '../../input/text-lines.ts'

type Line = Pick<TextLine, 'text' | 'number'>

/** One logical record of a CSV text, which may span lines; null where its lines are no CSV. */
export interface CsvRecord {
  values: string[] | null
  /** The first line as it stands, for texts that are no record. */
  text: string
  /** 1-based line on which it begins. */
  line: number
}

/** Lines that one record may span: a quote that never closes must not swallow the rest of the report. */
const MAX_LINES = 50

/** Longest record, in UTF-16 code units; one of Flawfinder's has some hundreds. */
const MAX_LENGTH = 1024 * 1024

/** Records one after the other; a record whose quotes stay open for too long gives up its first line only. */
export function* csvRecords(lines: Iterable<Line>): Generator<CsvRecord> {
  const source = lines[Symbol.iterator]()
  /** Lines that a record took and gave back. */
  const waiting: Line[] = []
  const next = (): Line | null => {
    const back = waiting.shift()
    if (back !== undefined) return back
    const { done, value } = source.next()
    return done === true ? null : { text: value.text, number: value.number }
  }
  try {
    for (let first = next(); first !== null; first = next()) {
      const taken = [first]
      let length = first.text.length
      let isOpen = hasOddQuotes(first.text)
      while (isOpen && taken.length < MAX_LINES && length < MAX_LENGTH) {
        const more = next()
        if (more === null) break
        taken.push(more)
        length += more.text.length
        if (hasOddQuotes(more.text)) isOpen = false
      }
      const values =
        isOpen || length > MAX_LENGTH ? null : parseRecord(taken.map(({ text }) => text).join('\n'))
      if (values === null) waiting.unshift(...taken.slice(1))
      yield { values, text: first.text, line: first.number }
    }
  } finally {
    source.return?.()
  }
}

/** A doubled quote inside a field counts twice, so the parity tells whether one is open. */
const hasOddQuotes = (text: string): boolean => {
  let quotes = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++
  return quotes % 2 === 1
}

function parseRecord(text: string): string[] | null {
  try {
    const [values] = parse(text, { relax_column_count: true }) as string[][]
    return values ?? []
  } catch {
    return null
  }
}
