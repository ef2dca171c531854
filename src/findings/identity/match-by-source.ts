import { splitLines } from '../location/source-lines.ts'
import { type CompactFindings, FIELD } from './compact-findings.ts'
import { alignLines, type Hunk } from './line-map.ts'
import { codeTokens } from './normalise-code.ts'
import { NOTE, type Pairing } from './pairing.ts'

/** One file as it was and as it is. Its diff is made once it is asked for. */
export class SourcePair {
  readonly before: readonly string[]
  readonly after: readonly string[]
  #hunks: readonly Hunk[] | null = null

  constructor(before: string, after: string) {
    this.before = splitLines(before)
    this.after = splitLines(after)
  }

  get hunks(): readonly Hunk[] {
    this.#hunks ??= alignLines(this.before.map(squeeze), this.after.map(squeeze))
    return this.#hunks
  }
}

/** Layout within a line is no change. */
const squeeze = (line: string): string => codeTokens(line).join(' ')

/** Share of words that a rewritten region keeps, at least, to be the same one edited (Dice). */
const MIN_ALIKE = 0.5

/**
 * Pairs open regions of one rule that the file's diff maps onto each other: code that moved only because
 * of what stands above it, or a tool that now reports the statement where it reported the call.
 */
export function matchMappedLines(
  pairing: Pairing,
  before: readonly number[],
  after: readonly number[],
  source: SourcePair,
): void {
  const olds = before.filter(pairing.openBefore)
  const nows = after.filter(pairing.openAfter)
  if (olds.length === 0 || nows.length === 0) return
  const { hunks } = source
  const mapped = pairsOf(olds, nows, (old, now) => {
    if (!overlaps(pairing, old, now, hunks)) return 0
    // Of two on one line the one with the same code.
    return pairing.before.digest(old, FIELD.code) === pairing.after.digest(now, FIELD.code) ? 2 : 1
  })
  for (const [old, now] of mapped) pairing.pair(old, now, 'line')
}

/**
 * Pairs open regions of one rule where one hunk of the diff replaced the one by the other and kept most of
 * its words. What is left then, and has nothing of its rule in the same rewritten hunk, is noted as distinct.
 */
export function matchEdits(
  pairing: Pairing,
  before: readonly number[],
  after: readonly number[],
  source: SourcePair,
): void {
  const olds = before.filter(pairing.openBefore)
  const nows = after.filter(pairing.openAfter)
  if (olds.length === 0 && nows.length === 0) return
  const rewritten = source.hunks.filter((hunk) => !hunk.same)
  const oldHunks = new Map(olds.map((old) => [old, hunksOf(rewritten, pairing.before, old, 'before')]))
  const newHunks = new Map(nows.map((now) => [now, hunksOf(rewritten, pairing.after, now, 'after')]))
  const edited = pairsOf(olds, nows, (old, now) => {
    const hunks = newHunks.get(now) ?? []
    if (!oldHunks.get(old)?.some((hunk) => hunks.includes(hunk))) return 0
    const alike = dice(textOf(pairing.before, old, source.before), textOf(pairing.after, now, source.after))
    return alike >= MIN_ALIKE ? alike : 0
  })
  for (const [old, now] of edited) pairing.pair(old, now, 'edit')
  const leftOlds = olds.filter(pairing.openBefore)
  const leftNows = nows.filter(pairing.openAfter)
  noteDistinct(leftOlds, oldHunks, hunksAmong(leftNows, newHunks), pairing.noteOfBefore)
  noteDistinct(leftNows, newHunks, hunksAmong(leftOlds, oldHunks), pairing.noteOfAfter)
}

type HunksOf = ReadonlyMap<number, readonly Hunk[]>

const hunksAmong = (indices: readonly number[], hunks: HunksOf): ReadonlySet<Hunk> =>
  new Set(indices.flatMap((index) => hunks.get(index) ?? []))

function noteDistinct(
  indices: readonly number[],
  hunks: HunksOf,
  rivals: ReadonlySet<Hunk>,
  notes: Uint8Array,
) {
  for (const index of indices)
    if (!hunks.get(index)?.some((hunk) => rivals.has(hunk))) notes[index] = NOTE.distinct
}

/** Beyond this many open findings of one rule in one file nothing is compared one by one. */
const MAX_OPEN = 2000

/** Pairs that are each other's best, by a likeness above 0; of ties the first. */
function pairsOf(
  olds: readonly number[],
  nows: readonly number[],
  likeness: (old: number, now: number) => number,
): [number, number][] {
  if (olds.length * nows.length > MAX_OPEN * MAX_OPEN) return []
  const candidates: { old: number; now: number; alike: number }[] = []
  for (const old of olds)
    for (const now of nows) {
      const alike = likeness(old, now)
      if (alike > 0) candidates.push({ old, now, alike })
    }
  candidates.sort((a, b) => b.alike - a.alike)
  const taken = { old: new Set<number>(), now: new Set<number>() }
  const pairs: [number, number][] = []
  for (const { old, now } of candidates) {
    if (taken.old.has(old) || taken.now.has(now)) continue
    taken.old.add(old)
    taken.now.add(now)
    pairs.push([old, now])
  }
  return pairs
}

/** Does an unchanged line of the one region stand in the other? */
function overlaps({ before, after }: Pairing, old: number, now: number, hunks: readonly Hunk[]): boolean {
  const [start, end] = [before.get(old, FIELD.startLine) - 1, before.get(old, FIELD.endLine)]
  const [startNow, endNow] = [after.get(now, FIELD.startLine) - 1, after.get(now, FIELD.endLine)]
  return hunks.some((hunk) => {
    if (!hunk.same) return false
    const shift = hunk.after - hunk.before
    const from = Math.max(start, hunk.before, startNow - shift)
    const to = Math.min(end, hunk.beforeEnd, endNow - shift)
    return from < to
  })
}

/** Hunks that a finding's region touches. */
function hunksOf(
  hunks: readonly Hunk[],
  findings: CompactFindings,
  index: number,
  side: 'before' | 'after',
): Hunk[] {
  const [start, end] = [findings.get(index, FIELD.startLine) - 1, findings.get(index, FIELD.endLine)]
  return hunks.filter((hunk) => {
    const [from, to] = side === 'before' ? [hunk.before, hunk.beforeEnd] : [hunk.after, hunk.afterEnd]
    return from < end && start < to
  })
}

/** Whole lines of a region: enough to see whether one became the other. */
const textOf = (findings: CompactFindings, index: number, lines: readonly string[]): string =>
  lines
    .slice(findings.get(index, FIELD.startLine) - 1, findings.get(index, FIELD.endLine))
    .join('\n')
    .slice(0, 4000)

/** Words in common, as a share of all (Sørensen–Dice over multisets). */
function dice(a: string, b: string): number {
  const [left, right] = [codeTokens(a), codeTokens(b)]
  const counts = new Map<string, number>()
  for (const token of left) counts.set(token, (counts.get(token) ?? 0) + 1)
  let shared = 0
  for (const token of right) {
    const count = counts.get(token) ?? 0
    if (count === 0) continue
    shared++
    counts.set(token, count - 1)
  }
  return (2 * shared) / (left.length + right.length || 1)
}
