import { parse } from 'csv-parse/sync'
import type { TextLine } from '../../input/text-lines.ts'

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

/** Records one after the other; a record whose quotes stay open for too long gives up its first line only. */
export function* csvRecords(lines: Iterable<Pick<TextLine, 'text' | 'number'>>): Generator<CsvRecord> {
  let pending: { text: string; number: number }[] = []
  for (const line of lines) {
    pending.push({ text: line.text, number: line.number })
    for (let text = join(pending); pending.length > 0; text = join(pending)) {
      const isOpen = hasOpenQuote(text)
      if (isOpen && pending.length < MAX_LINES) break
      const first = pending[0] as { text: string; number: number }
      yield { values: isOpen ? null : parseRecord(text), text: first.text, line: first.number }
      pending = isOpen ? pending.slice(1) : []
    }
  }
  const first = pending[0]
  if (first !== undefined) yield { values: null, text: first.text, line: first.number }
}

const join = (lines: readonly { text: string }[]): string => lines.map(({ text }) => text).join('\n')

/** A doubled quote inside a field counts twice, so the parity tells. */
const hasOpenQuote = (text: string): boolean => {
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
