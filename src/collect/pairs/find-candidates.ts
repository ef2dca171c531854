import type { Ecosystem, OsvAdvisory } from '../../kernel/index.ts'
import { WEAKNESS_CLASSES, type WeaknessClass } from './weakness-classes.ts'

/** A fix that may show a weakness in two versions of a function. */
export interface PairCandidate {
  advisory: string
  ecosystem: Ecosystem
  package: string
  /** First versions without the weakness, one for each branch that was mended. */
  fixed: string[]
  weakness: WeaknessClass
  /** What the advisory says, to find the names of functions and files in. */
  text: string
}

/** Compiled code is not mended in the functions that are looked at here. */
const NATIVE = /^tensorflow|^intel-tensorflow|^tf-nightly|driver|^go-|-bin$/

/** The weaknesses that a text names, by where it first names them. */
export function classifyAdvisory(text: string): WeaknessClass[] {
  return WEAKNESS_CLASSES.map((weakness) => ({ weakness, at: text.search(weakness.told) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ weakness }) => weakness)
}

/** Advisories that name a version with the fix and a weakness that code shows. */
export function findCandidates(advisories: readonly OsvAdvisory[]): PairCandidate[] {
  return advisories.flatMap((advisory) => {
    if (advisory.withdrawn) return []
    const text = [advisory.summary, advisory.details].filter(Boolean).join('\n')
    const weakness = choose(classifyAdvisory(text))
    if (!weakness) return []
    const seen = new Set<string>()
    return (advisory.affected ?? []).flatMap(({ package: named, ranges }) => {
      if (!named || (named.ecosystem !== 'npm' && named.ecosystem !== 'PyPI')) return []
      if (NATIVE.test(named.name) || seen.has(named.name)) return []
      seen.add(named.name)
      const fixed = (ranges ?? [])
        .filter(({ type }) => type !== 'GIT')
        .flatMap(({ events }) => events.flatMap((event) => event.fixed ?? []))
      if (fixed.length === 0) return []
      return [
        { advisory: advisory.id, ecosystem: named.ecosystem, package: named.name, fixed, weakness, text },
      ]
    })
  })
}

/** What follows from a weakness is named beside it: the specific one counts, two specific ones are ambiguous. */
const CONSEQUENCES = new Set([94, 400, 863])

function choose(named: readonly WeaknessClass[]): WeaknessClass | null {
  const specific = named.filter(({ cwe }) => !CONSEQUENCES.has(cwe))
  const [first] = specific.length > 0 ? specific : named
  return first ?? null
}
