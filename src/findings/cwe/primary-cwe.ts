import { cweCategory, cweEntry, cweView } from './catalogue.ts'
import { cweAncestors } from './relations.ts'

/**
 * How well an id says what is wrong: MITRE's mapping usage (`allowed`, `review`, `discouraged`,
 * `prohibited`), or what the id is instead of a weakness that is in force (`deprecated`, `category`,
 * `view`). `unlisted`: not in the catalogue, so most likely newer than it.
 */
export type CweStanding =
  | 'allowed'
  | 'review'
  | 'unlisted'
  | 'discouraged'
  | 'prohibited'
  | 'deprecated'
  | 'category'
  | 'view'

/** Standing of one id in the catalogue. */
export function cweStanding(id: number): CweStanding {
  const entry = cweEntry(id)
  if (entry === undefined) {
    if (cweCategory(id) !== undefined) return 'category'
    return cweView(id) === undefined ? 'unlisted' : 'view'
  }
  if (entry.status === 'Deprecated') return 'deprecated'
  if (entry.usage === 'Prohibited') return 'prohibited'
  if (entry.usage === 'Discouraged' || entry.abstraction === 'Pillar') return 'discouraged'
  return entry.usage === 'Allowed' ? 'allowed' : 'review'
}

/** Best first. What is not among them is kept with the finding, but never becomes its primary. */
const ORDER: readonly CweStanding[] = ['allowed', 'review', 'unlisted', 'discouraged']

/**
 * The id that says most: of the best standing, the most specific (deepest below its pillar), then the
 * one the tool named first.
 */
export function primaryCwe(ids: readonly number[]): number | null {
  for (const standing of ORDER) {
    const candidates = ids.filter((id) => cweStanding(id) === standing)
    if (candidates.length === 0) continue
    return candidates.reduce((best, id) => (depth(id) > depth(best) ? id : best))
  }
  return null
}

/**
 * Standing of those ids that are not plainly allowed, as findings carry it; undefined where all are, so
 * that the usual finding is no longer for it.
 */
export function markCwes(
  ids: readonly number[],
): Record<string, Exclude<CweStanding, 'allowed'>> | undefined {
  let marks: Record<string, Exclude<CweStanding, 'allowed'>> | undefined
  for (const id of ids) {
    const standing = cweStanding(id)
    if (standing === 'allowed') continue
    marks ??= {}
    marks[id] = standing
  }
  return marks
}

/** Most ChildOf steps up to a root of View 1000. */
const depth = (id: number): number => Math.max(...cweAncestors(id).values())
