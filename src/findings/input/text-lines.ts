import type { ByteSource } from './byte-source.ts'
import { ByteWindow } from './byte-window.ts'
import { MAX_VALUE_BYTES } from './json-scanner.ts'
import type { FaultListener } from './report-fault.ts'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** A line of a report; `number` is 1-based, `offset` in bytes. */
export interface TextLine {
  text: string
  number: number
  offset: number
}

/** Lines from an offset on, without their ends. A line too long to hold is a fault and is left out. */
export function* readLines(
  source: ByteSource,
  onFault: FaultListener,
  from: { offset: number; number: number } = { offset: 0, number: 1 },
): Generator<TextLine> {
  const window = new ByteWindow(source, from.offset, source.size, MAX_VALUE_BYTES)
  for (let number = from.number; ; number++) {
    const offset = window.offset
    window.keep = window.at
    let stop = find(window)
    while (stop < 0) {
      window.at = window.end
      if (!window.refill()) break
      stop = find(window)
    }
    const atEnd = stop < 0
    if (atEnd) stop = window.end
    if (window.keep < 0)
      onFault({
        code: 'too-large',
        reason: `a line above ${MAX_VALUE_BYTES} bytes is left out`,
        position: `line:${number}`,
        pointer: `line:${number}`,
      })
    else if (!atEnd || stop > window.keep) {
      const end = stop > window.keep && window.bytes[stop - 1] === CARRIAGE_RETURN ? stop - 1 : stop
      const text = window.text(window.keep, end)
      window.keep = -1
      yield { text, number, offset }
    }
    if (atEnd) return
    window.at = stop + 1
  }
}

/** Index of the next line feed in the window; -1 where it has none. */
function find(window: ByteWindow): number {
  const index = window.bytes.indexOf(LINE_FEED, window.at)
  return index < window.end ? index : -1
}
