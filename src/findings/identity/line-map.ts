/** A stretch of two texts: lines `[before, beforeEnd)` became `[after, afterEnd)`, 0-based. */
export interface Hunk {
  before: number
  beforeEnd: number
  after: number
  afterEnd: number
  /** The same lines, one to one. */
  same: boolean
}

/** Texts made to nest deeper than this are taken as rewritten. */
const MAX_DEPTH = 200

/**
 * Aligns two texts line by line (patience diff: common ends, then lines that occur once on either side,
 * in their longest common order). Stretches without such lines count as rewritten.
 */
export function alignLines(before: readonly string[], after: readonly string[]): Hunk[] {
  // Of two crossing lines one is taken for unmoved: the same one, whichever text comes first.
  if (before.join('\n') <= after.join('\n')) return align(before, after)
  return align(after, before).map((hunk) => ({
    before: hunk.after,
    beforeEnd: hunk.afterEnd,
    after: hunk.before,
    afterEnd: hunk.beforeEnd,
    same: hunk.same,
  }))
}

function align(before: readonly string[], after: readonly string[]): Hunk[] {
  const hunks: Hunk[] = []
  const push = (hunk: Hunk) => {
    if (hunk.before === hunk.beforeEnd && hunk.after === hunk.afterEnd) return
    const last = hunks.at(-1)
    if (last?.same === hunk.same) {
      last.beforeEnd = hunk.beforeEnd
      last.afterEnd = hunk.afterEnd
    } else hunks.push(hunk)
  }
  const same = (b: number, a: number, length: number) =>
    push({ before: b, beforeEnd: b + length, after: a, afterEnd: a + length, same: true })

  const alignPart = (fromB: number, fromEndB: number, fromA: number, fromEndA: number, depth: number) => {
    let [b, endB, a, endA] = [fromB, fromEndB, fromA, fromEndA]
    let head = 0
    while (b + head < endB && a + head < endA && before[b + head] === after[a + head]) head++
    same(b, a, head)
    b += head
    a += head
    let tail = 0
    while (endB - tail > b && endA - tail > a && before[endB - tail - 1] === after[endA - tail - 1]) tail++
    endB -= tail
    endA -= tail
    const anchors =
      b < endB && a < endA && depth < MAX_DEPTH ? uniqueCommon(before, after, b, endB, a, endA) : []
    if (anchors.length === 0) push({ before: b, beforeEnd: endB, after: a, afterEnd: endA, same: false })
    else {
      for (const [anchorB, anchorA] of anchors) {
        alignPart(b, anchorB, a, anchorA, depth + 1)
        same(anchorB, anchorA, 1)
        b = anchorB + 1
        a = anchorA + 1
      }
      alignPart(b, endB, a, endA, depth + 1)
    }
    same(endB, endA, tail)
  }
  alignPart(0, before.length, 0, after.length, 0)
  return hunks
}

/** Lines that stand once in either stretch, in their longest common order. */
function uniqueCommon(
  before: readonly string[],
  after: readonly string[],
  b: number,
  endB: number,
  a: number,
  endA: number,
): [number, number][] {
  const once = (lines: readonly string[], from: number, to: number) => {
    const found = new Map<string, number>()
    for (let line = from; line < to; line++) {
      const text = lines[line] ?? ''
      if (text !== '') found.set(text, found.has(text) ? -1 : line)
    }
    return found
  }
  const inAfter = once(after, a, endA)
  const pairs: [number, number][] = []
  for (const [text, line] of once(before, b, endB)) {
    const other = inAfter.get(text) ?? -1
    if (line >= 0 && other >= 0) pairs.push([line, other])
  }
  return longestRising(pairs)
}

/** The longest run of pairs, ascending in their first, that also ascends in their second. */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  /** Index of the pair with the lowest second that ends a run of this length. */
  const ends: number[] = []
  const previous: number[] = []
  for (const [index, [, second]] of pairs.entries()) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < second) low = middle + 1
      else high = middle
    }
    previous.push(low === 0 ? -1 : (ends[low - 1] ?? -1))
    ends[low] = index
  }
  const run: [number, number][] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at]
    if (pair !== undefined) run.push(pair)
  }
  return run.reverse()
}
