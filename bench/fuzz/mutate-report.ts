/** Damaged reports, made from real ones: each seed gives one input, on any machine. */

/** A small generator of random numbers (mulberry32): reproducible from its seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Texts that have broken parsers before. */
const NASTY = [
  'null',
  '[]',
  '{}',
  '""',
  '-1',
  '1e999',
  '99999999999999999999',
  'true',
  '"../../../etc/passwd"',
  '"/etc/passwd"',
  '"C:\\\\Windows\\\\x"',
  '"\\u0000\\u001b[31m\\u202e"',
  '"\\ud800"',
  '"__proto__"',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '"CWE-99999999999"',
  '"file:///%00%ff"',
  '"AKIAIOSFODNN7EXAMPLE"',
  '"ghp_abcdefghijklmnopqrstuvwxyz0123456789"',
  '[[[[[[[[[[]]]]]]]]]]',
  '\ufeff',
  '\u0000',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '<a b="c">',
  ']]>',
  '\r\n',
  ',',
  '"',
  '\\',
  '{',
  ']',
]

/** One damaged input. Most are near a real report, some are nothing at all. */
export function mutateReport(seed: number, fixtures: readonly Buffer[]): Buffer {
  const random = createRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T
  if (random() < 0.03) return Buffer.from(Array.from({ length: below(200) }, () => below(256)))
  let text = pick(fixtures)
  // Of a large fixture a part is enough for most tries.
  if (text.length > 12_000 && random() < 0.95) text = text.subarray(0, below(12_000))
  for (let rounds = 1 + below(4); rounds > 0; rounds--) {
    const at = below(text.length + 1)
    const length = random() < 0.8 ? below(12) : below(400)
    const before = text.subarray(0, at)
    const after = text.subarray(Math.min(text.length, at + length))
    switch (below(9)) {
      case 0:
        text = before
        break
      case 1:
        text = Buffer.concat([before, after])
        break
      case 2:
        text = Buffer.concat([before, Buffer.from(pick(NASTY)), after])
        break
      case 3:
        text = Buffer.concat([before, text.subarray(at, at + length), text.subarray(at)])
        break
      case 4: {
        const copy = Buffer.from(text)
        if (copy.length > 0) copy[below(copy.length)] = below(256)
        text = copy
        break
      }
      case 5: {
        const other = pick(fixtures)
        const from = below(other.length)
        text = Buffer.concat([before, other.subarray(from, from + below(2000)), after])
        break
      }
      case 6:
        text = replaceValue(text, below, pick(NASTY))
        break
      case 7:
        text = Buffer.concat([
          before,
          Buffer.from(pick(['[', '{"a":', '<a>', '"', '[{']).repeat(below(3000))),
          after,
        ])
        break
      default:
        text = swapBytes(text, below)
    }
  }
  return text
}

/** Puts another value in the place of one after a colon: the grammar holds, the type does not. */
function replaceValue(text: Buffer, below: (limit: number) => number, value: string): Buffer {
  const colon = text.indexOf(0x3a, below(text.length + 1))
  if (colon < 0) return text
  const rest = text.toString('latin1', colon + 1, colon + 2000)
  const match = /^\s*(?:"(?:[^"\\]|\\.)*"|[\w.+-]+|\[[^\][]*\]|\{[^{}]*\})/s.exec(rest)
  return match === null
    ? text
    : Buffer.concat([
        text.subarray(0, colon + 1),
        Buffer.from(value),
        text.subarray(colon + 1 + match[0].length),
      ])
}

function swapBytes(text: Buffer, below: (limit: number) => number): Buffer {
  const copy = Buffer.from(text)
  if (copy.length < 2) return copy
  const [left, right] = [below(copy.length), below(copy.length)]
  const kept = copy[left] as number
  copy[left] = copy[right] as number
  copy[right] = kept
  return copy
}
