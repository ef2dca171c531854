import { cweCategory, cweView } from './catalogue.ts'
import { OWASP_2025_MEMBERS } from './owasp-2025.ts'

/** MITRE, 2025 CWE Top 25 Most Dangerous Software Weaknesses (CWE view 1435), by rank. */
export const CWE_TOP_25_2025: readonly number[] = [
  79, 89, 352, 862, 787, 22, 416, 125, 78, 94, 120, 434, 476, 121, 502, 122, 863, 20, 284, 200, 306, 918, 77,
  639, 770,
]

/** Rank in the Top 25 of 2025, 1 to 25; null where it is not among them. */
export function top25Rank(id: number): number | null {
  const index = CWE_TOP_25_2025.indexOf(id)
  return index < 0 ? null : index + 1
}

/** Editions of the OWASP Top 10, and MITRE's view of each. */
const OWASP_VIEWS = { 2021: 1344, 2025: 1450 } as const
export type OwaspEdition = keyof typeof OWASP_VIEWS

const found = new Map<OwaspEdition, ReadonlyMap<number, string>>()

/**
 * Entry of an edition of the OWASP Top 10 that lists this weakness, as MITRE's view maps them
 * (`A03:2021 Injection`); null for none. OWASP names weaknesses one by one: children of a listed one
 * are not listed by that.
 */
export function owaspTop10(id: number, edition: OwaspEdition = 2021): string | null {
  let entries = found.get(edition)
  if (entries === undefined) {
    entries = entriesOf(edition)
    found.set(edition, entries)
  }
  return entries.get(id) ?? null
}

function entriesOf(edition: OwaspEdition): ReadonlyMap<number, string> {
  const categories = cweView(OWASP_VIEWS[edition])?.members.flatMap((id) => cweCategory(id) ?? [])
  const named =
    categories?.map(({ name, members }): [string, readonly number[]] => [entryName(name), members]) ??
    // The bundled list is older than the view of 2025.
    (edition === 2025 ? Object.entries(OWASP_2025_MEMBERS) : [])
  return new Map(named.flatMap(([name, members]) => members.map((id): [number, string] => [id, name])))
}

/** `OWASP Top Ten 2021 Category A03:2021 - Injection` → `A03:2021 Injection`. */
const entryName = (category: string): string => category.replace(/^.*\b(A\d\d:\d{4}) - /, '$1 ')
