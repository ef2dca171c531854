import type { Finding, Issue } from '../../kernel/index.ts'
import { type AdvisoryAliases, collectAliases } from './advisory-aliases.ts'
import { type MergeReason, mergeReason } from './merge-reason.ts'
import { blockOf } from './order.ts'
import type { Rulings } from './rulings.ts'

/** Findings this many lines apart are still compared; further apart nothing is ever the same weakness. */
const BLOCK_LINES = 10

/**
 * With how many of those that start after it a finding is compared at most. Code that people write stays far below; a
 * minified file has everything on one line, and every pair of it would be no answer in any time.
 */
const MAX_COMPARED = 500

/** Findings that are one weakness, with the reason for each pair. */
export interface Cluster {
  /** Indices into the ordered findings, ascending. */
  members: number[]
  reasons: Issue['reasons']
}

/**
 * Complete linkage over findings in their total order: what people ruled comes first, then the closest pairs. A finding
 * joins where it agrees with every member, so that A~B~C does not chain; of findings that a person made one, it has to
 * agree with one. Runs block by block, so that memory holds the pairs of one file at a time.
 */
export function* clusterFindings(ordered: readonly Finding[], rulings: Rulings): Generator<Cluster> {
  const aliases = collectAliases(ordered)
  for (const block of joinBlocks([...blocksOf(ordered)], rulings))
    yield* clusterBlock(ordered, block, rulings, aliases)
}

/** A block: indices of findings that can be compared, as one or several stretches of the order. */
type Block = readonly (readonly [start: number, end: number])[]

/** Stretches of the order that hold findings which can be compared: one file, one package. */
export function* blocksOf(ordered: readonly Finding[]): Generator<readonly [start: number, end: number]> {
  for (let start = 0; start < ordered.length; ) {
    const first = ordered[start]
    let end = start + 1
    while (end < ordered.length && first && blockOf(ordered[end] ?? first) === blockOf(first)) end++
    yield [start, end]
    start = end
  }
}

/** Blocks over which a person merged are one. */
function joinBlocks(blocks: readonly (readonly [number, number])[], { groups }: Rulings): Block[] {
  if (groups.length === 0) return blocks.map((block) => [block])
  const joined = blocks.map((block) => [block])
  const at = (index: number) => {
    let [low, high] = [0, blocks.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((blocks[middle]?.[1] ?? 0) <= index) low = middle + 1
      else high = middle
    }
    return low
  }
  for (const group of groups) {
    const [first = 0, ...others] = group.map(at)
    for (const other of others) {
      const [left, right] = [joined[first], joined[other]]
      if (left === undefined || right === undefined || left === right) continue
      left.push(...right)
      for (const [index, block] of joined.entries()) if (block === right) joined[index] = left
    }
  }
  return [...new Set(joined)]
}

function clusterBlock(
  ordered: readonly Finding[],
  block: Block,
  rulings: Rulings,
  aliases: AdvisoryAliases,
): Cluster[] {
  const merges = new Map<number, MergeReason>()
  const key = (a: number, b: number) => Math.min(a, b) * ordered.length + Math.max(a, b)
  const pairs: { a: number; b: number; rank: number }[] = []
  for (const [a, b] of comparedPairs(ordered, block, MAX_COMPARED)) {
    const [left, right] = [ordered[a], ordered[b]]
    const merge = left && right ? mergeReason(left, right, aliases) : null
    if (merge === null) continue
    merges.set(key(a, b), merge)
    pairs.push({ a, b, rank: merge.rank })
  }
  pairs.sort((x, y) => x.rank - y.rank || x.a - y.a || x.b - y.b)

  const indices = block.flatMap(([start, end]) => Array.from({ length: end - start }, (_, at) => start + at))
  const byHand = new Map(indices.map((index) => [index, [index]]))
  for (const group of rulings.groups)
    if (byHand.has(group[0] ?? -1)) for (const index of group) byHand.set(index, [...group])
  const groupOf = new Map<number, number[][]>()
  for (const part of new Set(byHand.values())) {
    const [first = 0] = part
    const group = groupOf.get(first) ?? [[...part]]
    for (const index of part) groupOf.set(index, group)
  }
  const agree = (left: readonly number[][], right: readonly number[][]) =>
    left.every((x) =>
      right.every(
        (y) =>
          x.some((a) => y.some((b) => merges.has(key(a, b)))) &&
          !x.some((a) => y.some((b) => rulings.on(a, b)?.together === false)),
      ),
    )
  for (const { a, b } of pairs) {
    const [left, right] = [groupOf.get(a), groupOf.get(b)]
    if (left === undefined || right === undefined || left === right || !agree(left, right)) continue
    left.push(...right)
    for (const index of right.flat()) groupOf.set(index, left)
  }
  return [...new Set(groupOf.values())].map((group) => {
    const members = group.flat().sort((x, y) => x - y)
    const reasons = members.flatMap((x, at) =>
      members.slice(at + 1).map((y) => reasonOf(ordered, x, y, merges.get(key(x, y)), rulings)),
    )
    return { members, reasons }
  })
}

function reasonOf(
  ordered: readonly Finding[],
  x: number,
  y: number,
  merge: MergeReason | undefined,
  rulings: Rulings,
): Issue['reasons'][number] {
  const pair = { a: ordered[x]?.id ?? '', b: ordered[y]?.id ?? '' }
  const ruling = rulings.on(x, y)
  if (ruling?.together)
    return {
      ...pair,
      reason: `merged by ${ruling.override.by}: ${ruling.override.reason}`,
      override: ruling.override.id,
    }
  return { ...pair, reason: merge?.reason ?? 'by way of findings that were merged by hand' }
}

/** Pairs within reach of each other, in the order of the findings, each finding with the `most` that follow it at most. */
export function* comparedPairs(
  ordered: readonly Finding[],
  block: Block,
  most: number,
): Generator<[number, number]> {
  for (const [start, end] of block)
    for (let a = start; a < end; a++) {
      const above = ordered[a]
      for (let b = a + 1; b < Math.min(end, a + most); b++) {
        const below = ordered[b]
        if (above === undefined || below === undefined || isTooFar(above, below)) break
        yield [a, b]
      }
    }
}

/** Sorted by start: from the first finding too far below, all are. */
function isTooFar(above: Finding, below: Finding): boolean {
  if (above.package !== null || above.location === null || below.location === null) return false
  return below.location.startLine - above.location.endLine > BLOCK_LINES
}
