import { cweEntry } from './catalogue.ts'
import { cweAncestors } from './relations.ts'

/** How well an id says what is wrong. `retired`: deprecated or a category. `unlisted`: newer than the list. */
export type CweStanding = 'allowed' | 'review' | 'unlisted' | 'discouraged' | 'retired'

/** Ids of CWE 4.15's categories and views are in no dictionary of weaknesses; newer weaknesses are above this. */
const NEWEST_LISTED = 1426

/** Standing of one id in the list. */
export function cweStanding(id: number): CweStanding {
  const entry = cweEntry(id)
  if (entry === undefined) return id > NEWEST_LISTED ? 'unlisted' : 'retired'
  if (entry.status === 'Deprecated' || entry.usage === 'Prohibited') return 'retired'
  if (entry.usage === 'Discouraged' || entry.abstraction === 'Pillar') return 'discouraged'
  return entry.usage === 'Allowed' ? 'allowed' : 'review'
}

const ORDER: readonly CweStanding[] = ['allowed', 'review', 'unlisted', 'discouraged']

/**
 * The id that says most: of the best standing, the most specific (deepest below its pillar), then the
 * one the tool named first. Retired ids are kept with the finding, but never become its primary.
 */
export function primaryCwe(ids: readonly number[]): number | null {
  for (const standing of ORDER) {
    const candidates = ids.filter((id) => cweStanding(id) === standing)
    if (candidates.length === 0) continue
    return candidates.reduce((best, id) => (depth(id) > depth(best) ? id : best))
  }
  return null
}

/** Most ChildOf steps up to a root of View 1000. */
const depth = (id: number): number => Math.max(...cweAncestors(id).values())
