import type { Finding, Location } from '../../kernel/index.ts'
import { closestCwes } from '../cwe/relations.ts'
import { canonicalAdvisory, purlWithoutVersion } from '../identity/fingerprints.ts'

/** Why two findings are one weakness; the lower `rank`, the closer they are. */
export interface MergeReason {
  rank: number
  reason: string
}

/**
 * Two findings are one weakness where they are of one kind and, in code, their regions overlap and
 * their CWEs are equal or related; in dependencies, package and advisory are the same. Two results of
 * one tool and rule in one run never are, nor any two by CWE alone.
 */
export function mergeReason(a: Finding, b: Finding): MergeReason | null {
  if (a.kind !== b.kind) return null
  if (a.run === b.run && a.tool.name === b.tool.name && a.rule.id === b.rule.id) return null
  if (a.package !== null && b.package !== null) return sameHole(a, b)
  if (a.location === null || b.location === null || a.location.path !== b.location.path) return null
  if (!regionsOverlap(a.location, b.location)) return null
  const closest = closestCwes(a.cwe.ids, b.cwe.ids)
  if (closest === null) return null
  return {
    rank: closest.distance,
    reason:
      closest.distance === 0
        ? `regions overlap, both CWE-${closest.a}`
        : `regions overlap, CWE-${closest.a} and CWE-${closest.b} are ${closest.distance} ${closest.distance === 1 ? 'step' : 'steps'} apart`,
  }
}

/** One advisory under whatever name, in one version of one package, where both name a manifest in the same. */
function sameHole(a: Finding, b: Finding): MergeReason | null {
  if (a.package === null || b.package === null || a.advisory === null || b.advisory === null) return null
  if (purlWithoutVersion(a.package.purl) !== purlWithoutVersion(b.package.purl)) return null
  if (a.package.version !== b.package.version) return null
  if (a.location !== null && b.location !== null && a.location.path !== b.location.path) return null
  const names = new Set([a.advisory.id, ...a.advisory.aliases].map(upper))
  const shared = [b.advisory.id, ...b.advisory.aliases].map(upper).filter((name) => names.has(name))
  if (shared.length === 0) return null
  return {
    rank: 0,
    reason: `same package, both ${canonicalAdvisory({ id: shared[0] ?? '', aliases: shared })}`,
  }
}

const upper = (name: string): string => name.trim().toUpperCase()

/** Do they share a character, or a line where columns cannot be compared? */
function regionsOverlap(a: Location, b: Location): boolean {
  if (a.endLine < b.startLine || b.endLine < a.startLine) return false
  // Columns of different or unknown units say nothing about each other.
  if (a.unit !== b.unit || a.unit === 'unknown') return true
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a)
}

/** Ends are exclusive; an unknown column is taken as the whole line. */
function startsBeforeEnd(a: Location, b: Location): boolean {
  if (a.startLine !== b.endLine) return a.startLine < b.endLine
  if (a.startColumn === null || b.endColumn === null) return true
  // An empty region (gosec writes end = start) still is a place.
  const end = b.startLine === b.endLine && b.endColumn === b.startColumn ? b.endColumn + 1 : b.endColumn
  return a.startColumn < end
}
