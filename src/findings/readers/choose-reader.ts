import { SbrError } from '../../kernel/index.ts'
import type { OpenedReport } from '../input/open-report.ts'
import { sketchHead, sketchWhole } from '../input/sketch.ts'
import type { Reader, ReportSketch } from './port.ts'
import { READERS } from './registry.ts'

/** Every word that `--tool` takes: names of readers and of tools, sorted. */
export function readerNames(): string[] {
  return [...new Set(READERS.flatMap((reader) => [reader.name, ...reader.tools]))].sort()
}

/** Readers that a name stands for: one by its own name, else all that read reports of that tool. */
export function readersNamed(name: string): Reader[] {
  const wanted = name.toLowerCase()
  const exact = READERS.filter((reader) => reader.name === wanted)
  return exact.length > 0 ? exact : READERS.filter((reader) => reader.tools.includes(wanted))
}

/**
 * The reader for a report: the named one, or the first that knows the content; null where none does.
 * A tool with several formats is named once, and the content decides between them.
 *
 * @throws SbrError `BAD_USAGE` for a name that no reader has.
 */
export function chooseReader(report: OpenedReport, name: string | undefined): Reader | null {
  if (name === undefined) return detect(report, READERS)
  const candidates = readersNamed(name)
  const [first] = candidates
  if (first === undefined) throw unknownReader(name)
  return candidates.length === 1 ? first : (detect(report, candidates) ?? first)
}

/** Name of the reader that knows this content, where the chosen one does not. */
export function likelierReader(report: OpenedReport, chosen: Reader): string | null {
  const sketch = sketchHead(report.source)
  if (chosen.detect(sketch) || chosen.detect(sketchWhole(report.source))) return null
  return detect(report, READERS)?.name ?? null
}

/** By the first bytes, which nearly always suffice; else by all keys of the whole. */
function detect(report: OpenedReport, readers: readonly Reader[]): Reader | null {
  const known = (sketch: ReportSketch) => readers.find((reader) => reader.detect(sketch)) ?? null
  return known(sketchHead(report.source)) ?? known(sketchWhole(report.source))
}

function unknownReader(name: string): SbrError {
  const names = readerNames()
  return new SbrError('BAD_USAGE', `Unknown tool "${name}"`, {
    next: `Did you mean "${nearestName(name.toLowerCase(), names)}"? Known: ${names.join(', ')}.`,
  })
}

/** The candidate that shares the most pairs of neighbouring letters (Dice's coefficient). */
function nearestName(word: string, names: readonly string[]): string {
  const pairs = (text: string) =>
    new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)))
  const wanted = pairs(word)
  const likeness = (name: string) => {
    const own = pairs(name)
    return (2 * [...own].filter((pair) => wanted.has(pair)).length) / Math.max(1, wanted.size + own.size)
  }
  return names.reduce((best, name) => (likeness(name) > likeness(best) ? name : best), names[0] ?? '')
}
