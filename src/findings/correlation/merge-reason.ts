import type { Finding, Location } from '../../kernel/index.ts'
import { canonicalAdvisory, purlWithoutVersion } from '../identity/fingerprints.ts'
import { type AdvisoryAliases, namesOf } from './advisory-aliases.ts'
import { agreeOnCwe } from './agree-on-cwe.ts'
import { claimedCwes } from './rule-cwe.ts'

/** Why two findings are one weakness; the lower `rank`, the closer they are. */
export interface MergeReason {
  rank: number
  reason: string
}

/** Touching regions are one operation only where nothing overlaps: they come after all that do. */
const TOUCHING_RANK = 10

/**
 * Two findings are one weakness where they are of one kind and, in code, their regions overlap or touch and
 * their CWEs agree; in dependencies, package and advisory are the same. Two results of
 * one tool and rule in one run never are, nor any two by CWE alone. `aliases`: names of one advisory, from all reports.
 */
export function mergeReason(
  a: Finding,
  b: Finding,
  aliases: AdvisoryAliases = new Map(),
): MergeReason | null {
  if (a.kind !== b.kind) return null
  if (a.run === b.run && a.tool.name === b.tool.name && a.rule.id === b.rule.id) return null
  if (a.package !== null && b.package !== null) return sameHole(a, b, aliases)
  if (a.location === null || b.location === null || a.location.path !== b.location.path) return null
  const overlap = regionsOverlap(a.location, b.location)
  if (!overlap && !regionsTouch(a.location, b.location)) return null
  const agreement = agreeOnCwe(claimedCwes(a), claimedCwes(b))
  if (agreement === null) return null
  return overlap
    ? { rank: agreement.rank, reason: `regions overlap, ${agreement.reason}` }
    : { rank: TOUCHING_RANK + agreement.rank, reason: `regions touch, ${agreement.reason}` }
}

/** A version that one tool does not say (npm 7 and later names the package only) agrees with any; exact ones come first. */
const UNKNOWN_VERSION_RANK = 1

/**
 * One advisory under whatever name, in one version of one package, where both name a manifest in the same. Two findings
 * that each have a CVE, and none in common, are two holes, whatever a third report lists together.
 */
function sameHole(a: Finding, b: Finding, aliases: AdvisoryAliases): MergeReason | null {
  if (a.package === null || b.package === null || a.advisory === null || b.advisory === null) return null
  if (purlWithoutVersion(a.package.purl) !== purlWithoutVersion(b.package.purl)) return null
  const [left, right] = [a.package.version, b.package.version]
  if (left !== null && right !== null && left !== right) return null
  if (a.location !== null && b.location !== null && a.location.path !== b.location.path) return null
  const names = namesOf(a.advisory)
  const others = namesOf(b.advisory)
  const rank = left === right ? 0 : UNKNOWN_VERSION_RANK
  const shared = names.filter((name) => others.includes(name))
  if (shared.length > 0)
    return {
      rank,
      reason: `same package, both ${canonicalAdvisory({ id: shared[0] ?? '', aliases: shared })}`,
    }
  const isCve = (name: string) => name.startsWith('CVE-')
  if (names.some(isCve) && others.some(isCve)) return null
  const bridge = names.find((name) => others.some((other) => aliases.get(name)?.has(other)))
  if (bridge === undefined) return null
  const other = others.find((name) => aliases.get(bridge)?.has(name)) ?? ''
  return { rank, reason: `same package, ${bridge} is ${other} by another report` }
}

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

/** Between a callee and its first argument stands one character, the bracket; some tools count it to the callee. */
const BRACKET = 1

/**
 * Does one region end where the other begins, on one line? Tools mark a dangerous call by its callee or by the argument
 * that makes it dangerous: `eval` and `text` in `eval(text)` have no character in common.
 */
function regionsTouch(a: Location, b: Location): boolean {
  if (a.unit !== b.unit || a.unit === 'unknown') return false
  return endsAt(a, b) || endsAt(b, a)
}

function endsAt(first: Location, second: Location): boolean {
  if (first.endLine !== second.startLine || first.endColumn === null || second.startColumn === null)
    return false
  const gap = second.startColumn - first.endColumn
  return gap >= 0 && gap <= BRACKET
}
