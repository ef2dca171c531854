import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { SbrError } from '../../kernel/index.ts'
import type { JsonOutline, ReportInput } from '../readers/port.ts'
import { type ByteSource, memorySource, readFully, skipBytes } from './byte-source.ts'
import { type OutlineDraft, outlineJson } from './json-outline.ts'
import { readValues } from './json-values.ts'
import type { FaultListener, ReportFault } from './report-fault.ts'
import type { Watch } from './skim-elements.ts'
import { readLines } from './text-lines.ts'
import { readXmlElements } from './xml-elements.ts'

/** Largest report in UTF-16 that is converted, which is done in memory. */
const MAX_UTF16_BYTES = 256 * 1024 * 1024

const CHUNK = 1024 * 1024

/** A report whose encoding and digest are known. Its bytes are UTF-8 without a byte order mark. */
export interface OpenedReport {
  name: string
  source: ByteSource
  /** Of the bytes as they were given. */
  sha256: string
  /** The encoding that some bytes do not fit (they read as U+FFFD), and the offset of the first; null where all fit. */
  wrongEncoding: { encoding: string; offset: number } | null
  /** Is there nothing but white space? */
  isBlank: boolean
  /** Outlines that were made, by their collections. */
  outlines: Map<string, { draft: OutlineDraft; faults: ReportFault[] }>
}

/** Reads a report once for its digest and its encoding. */
export function openReport(name: string, given: ByteSource): OpenedReport {
  const first = new Uint8Array(4)
  readFully(given, 0, first)
  const encoding = encodingOf(first.subarray(0, Math.min(4, given.size)))
  if (encoding !== 'utf-8') return openUtf16(name, given, encoding)
  const mark = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf ? 3 : 0
  const { sha256, invalidAt, isBlank } = survey(given, mark)
  return {
    name,
    source: mark === 0 ? given : skipBytes(given, mark),
    sha256,
    wrongEncoding: invalidAt === null ? null : { encoding: 'utf-8', offset: invalidAt },
    isBlank,
    outlines: new Map(),
  }
}

/**
 * The report as readers see it. Each reading of its parts reads the bytes again; an outline, which the
 * survey and the reading both need, is kept with the report.
 */
export function inputOf(report: OpenedReport, onFault: FaultListener, watch?: Watch): ReportInput {
  const { name, source, sha256, outlines } = report
  const outline = (...collections: string[]): JsonOutline => {
    const key = collections.join('\n')
    let kept = outlines.get(key)
    if (kept === undefined) {
      const faults: ReportFault[] = []
      kept = { draft: outlineJson(source, collections, (fault) => faults.push(fault), watch), faults }
      outlines.set(key, kept)
    }
    for (const fault of kept.faults) onFault(fault)
    return kept.draft(onFault)
  }
  return {
    name,
    sha256,
    outline,
    values: () => readValues(source, onFault),
    lines: () => readLines(source, onFault),
    xml: (...names) => readXmlElements(source, names, onFault),
  }
}

/** One pass over all bytes. Chunks may end inside a character: its bytes are judged with the next chunk. */
function survey(
  source: ByteSource,
  mark: number,
): { sha256: string; invalidAt: number | null; isBlank: boolean } {
  const hash = createHash('sha256')
  const chunk = Math.max(64, Math.min(CHUNK, source.size))
  const bytes = Buffer.allocUnsafe(chunk + 4)
  let invalidAt: number | null = null
  let isBlank = true
  let left = 0
  for (let position = 0; ; ) {
    const count = source.read(position, bytes.subarray(left, left + chunk))
    if (count === 0) {
      if (left > 0 && invalidAt === null) invalidAt = position - left
      break
    }
    hash.update(bytes.subarray(left, left + count))
    if (isBlank) isBlank = isBlankText(bytes.subarray(position === 0 ? mark : left, left + count))
    const end = left + count
    const whole = end - unfinished(bytes, end)
    if (invalidAt === null && !isUtf8(bytes.subarray(0, whole)))
      invalidAt = position - left + firstInvalid(bytes.subarray(0, whole))
    position += count
    bytes.copyWithin(0, whole, end)
    left = end - whole
  }
  return { sha256: hash.digest('hex'), invalidAt, isBlank }
}

const isBlankText = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))

/** Bytes at the end that begin a character which is not finished: at most three. */
function unfinished(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= Math.min(3, end); back++) {
    const byte = bytes[end - back] as number
    if (byte < 0x80) return 0
    if (byte >= 0xf5) return 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
  }
  return 0
}

/** Offset of the first byte that is no UTF-8: halved until it is found. */
function firstInvalid(bytes: Uint8Array): number {
  let low = 0
  let high = bytes.byteLength
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (isUtf8(bytes.subarray(0, middle - unfinished(bytes, middle)))) low = middle
    else high = middle
  }
  return low
}

/** UTF-8 unless a byte order mark or the zero bytes of UTF-16 say otherwise (PowerShell redirects write it). */
function encodingOf(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = start
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0 && first !== undefined))
    return 'utf-16le'
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)
    ? 'utf-16be'
    : 'utf-8'
}

function openUtf16(name: string, given: ByteSource, encoding: 'utf-16le' | 'utf-16be'): OpenedReport {
  if (given.size > MAX_UTF16_BYTES)
    throw new SbrError(
      'BAD_INPUT',
      `${name} is ${encoding.toUpperCase()} of ${given.size} bytes; the most is ${MAX_UTF16_BYTES}`,
      {
        next: 'Convert it to UTF-8, e.g. with iconv -t utf-8.',
      },
    )
  const bytes = new Uint8Array(given.size)
  readFully(given, 0, bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  let fits = true
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    fits = false
  }
  return {
    name,
    source: memorySource(Buffer.from(text)),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    wrongEncoding: fits ? null : { encoding, offset: 0 },
    isBlank: text.trim() === '',
    outlines: new Map(),
  }
}
