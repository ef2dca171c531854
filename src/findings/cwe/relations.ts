import { cweEntry, cweIds } from './catalogue.ts'

/** A weakness and everything above it in View 1000, with the fewest ChildOf steps to each. */
export function cweAncestors(id: number): Map<number, number> {
  const distances = new Map<number, number>([[id, 0]])
  // Breadth first: the first visit is the shortest way.
  for (const [current, distance] of distances) {
    for (const parent of cweEntry(current)?.parents ?? [])
      if (!distances.has(parent)) distances.set(parent, distance + 1)
  }
  return distances
}

/** Can vulnerabilities be mapped to it? No pillar, and not discouraged or prohibited by MITRE. */
export function isMappable(id: number): boolean {
  const entry = cweEntry(id)
  if (entry === undefined || entry.abstraction === 'Pillar') return false
  return entry.usage === 'Allowed' || entry.usage === 'Allowed-with-Review'
}

/**
 * ChildOf steps between two weaknesses over their nearest mappable common ancestor (a weakness is its
 * own ancestor); null where they have none. Equal ids are 0 apart, whatever they are.
 */
export function cweDistance(a: number, b: number): number | null {
  if (a === b) return 0
  const above = cweAncestors(b)
  let best: number | null = null
  for (const [ancestor, up] of cweAncestors(a)) {
    const down = above.get(ancestor)
    if (down === undefined || !isMappable(ancestor)) continue
    if (best === null || up + down < best) best = up + down
  }
  return best
}

/** Two ChildOf steps: a parent, a grandparent or a sibling is the same weakness seen by another tool. */
const MAX_RELATED_STEPS = 2

/** Equal, or within two ChildOf steps over a mappable common ancestor. */
export function areCwesRelated(a: number, b: number): boolean {
  const distance = cweDistance(a, b)
  return distance !== null && distance <= MAX_RELATED_STEPS
}

/** Do two sets of ids share a weakness or a close relative? The closest pair, or null. */
export function closestCwes(
  left: readonly number[],
  right: readonly number[],
): { a: number; b: number; distance: number } | null {
  let best: { a: number; b: number; distance: number } | null = null
  for (const a of left)
    for (const b of right) {
      const distance = cweDistance(a, b)
      if (distance === null || distance > MAX_RELATED_STEPS) continue
      if (best === null || distance < best.distance) best = { a, b, distance }
    }
  return best
}

/** Weaknesses one ChildOf step below, ascending. */
export const cweChildren = (id: number): number[] =>
  cweIds()
    .filter((child) => cweEntry(child)?.parents.includes(id))
    .sort((a, b) => a - b)
