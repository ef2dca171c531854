import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { digestJson } from '../../kernel/index.ts'

/** MITRE's word on mapping a vulnerability to an entry. */
export const CWE_USAGES = ['Allowed', 'Allowed-with-Review', 'Discouraged', 'Prohibited'] as const
export type CweUsage = (typeof CWE_USAGES)[number]

const Id = Type.Integer({ minimum: 1, maximum: 9999 })

const CweEntrySchema = Type.Object({
  id: Id,
  name: Type.String({ minLength: 1 }),
  /** `Pillar`, `Class`, `Base`, `Variant`, `Compound`. */
  abstraction: Type.String(),
  /** `Deprecated` for retired entries. */
  status: Type.String(),
  usage: Type.Enum([...CWE_USAGES]),
  /** Parents by ChildOf in View 1000 (Research Concepts) alone, ascending. */
  parents: Type.Array(Id),
})
export type CweEntry = Static<typeof CweEntrySchema>

const CweGroupSchema = Type.Object({
  id: Id,
  name: Type.String({ minLength: 1 }),
  status: Type.String(),
  /** Ids of weaknesses and categories in it, ascending. */
  members: Type.Array(Id),
})
/** A category or a view: no weakness, and nothing may be mapped to it. */
export type CweGroup = Static<typeof CweGroupSchema>

/** As much of MITRE's list as deciding on findings needs; every list ascends by id. */
export const CweCatalogueSchema = Type.Object({
  /** Version of MITRE's list: `4.15`. */
  version: Type.String({ minLength: 1 }),
  /** Date of that version, ISO 8601. */
  date: Type.String(),
  weaknesses: Type.Array(CweEntrySchema),
  categories: Type.Array(CweGroupSchema),
  views: Type.Array(CweGroupSchema),
})
export type CweCatalogue = Static<typeof CweCatalogueSchema>

const validator = Compile(CweCatalogueSchema)

/** Digest of a catalogue's content, whatever form it was read from. */
export const digestCatalogue = (catalogue: CweCatalogue): string => digestJson(catalogue)

/** Fewer weaknesses than this are not MITRE's list: 4.0, of 2020, had more than 800. */
const MIN_WEAKNESSES = 800

/**
 * What is wrong with a catalogue that is about to decide on findings; null where nothing is. Every
 * parent must be a weakness, and nothing may be above itself: relations are walked to their end.
 */
export function catalogueFault(value: unknown): string | null {
  if (!validator.Check(value)) {
    const [first] = validator.Errors(value)
    return `${first?.instancePath ?? ''} ${first?.message ?? 'is no catalogue'}`.trim()
  }
  if (value.weaknesses.length < MIN_WEAKNESSES)
    return `it has ${value.weaknesses.length} weaknesses; MITRE's list has more than ${MIN_WEAKNESSES}`
  const parents = new Map(value.weaknesses.map((entry) => [entry.id, entry.parents]))
  const all = [...value.weaknesses, ...value.categories, ...value.views].map(({ id }) => id)
  if (new Set(all).size !== all.length) return 'an id stands in it twice'
  if (![...parents.values()].some((above) => above.length > 0)) return 'it has no relations of View 1000'
  for (const id of parents.keys()) {
    const seen = new Set<number>()
    const queue = [...(parents.get(id) ?? [])]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === id) return `CWE-${id} is above itself`
      if (!parents.has(next)) return `CWE-${next}, which is above CWE-${id}, is not in it`
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(...(parents.get(next) ?? []))
    }
  }
  return null
}

/** Ids without repetition, ascending. */
export const sortIds = (ids: Iterable<number>): number[] => [...new Set(ids)].sort((a, b) => a - b)

/** Entries ascending by id. */
export const sortEntries = <T extends { id: number }>(entries: readonly T[]): T[] =>
  [...entries].sort((a, b) => a.id - b.id)
