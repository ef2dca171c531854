import { createRequire } from 'node:module'
import { asArray, asObject, asText, field } from '../json/access.ts'

/** MITRE's word on mapping a vulnerability to this entry. */
export type CweUsage = 'Allowed' | 'Allowed-with-Review' | 'Discouraged' | 'Prohibited'

export interface CweEntry {
  id: number
  name: string
  /** `Pillar`, `Class`, `Base`, `Variant`, `Compound`. */
  abstraction: string
  /** `Deprecated` for retired entries. */
  status: string
  usage: CweUsage
  /** Parents by ChildOf in View 1000 (Research Concepts). */
  parents: readonly number[]
}

let catalogue: ReadonlyMap<number, CweEntry> | undefined

/** Version of MITRE's list that `cwe-sdk` 1.1.19 carries. */
export const CWE_VERSION = '4.15'

/**
 * Weaknesses of MITRE's list as `cwe-sdk` ships them, read on first use and kept in compact form.
 * The package is required, not imported: its file has 8 MB, and the compiler would type all of it.
 */
function loadCatalogue(): ReadonlyMap<number, CweEntry> {
  if (catalogue !== undefined) return catalogue
  const require = createRequire(import.meta.url)
  const file = 'cwe-sdk/raw/cwe-dictionary.json'
  const dictionary = asObject(require(file)) ?? {}
  const entries = new Map<number, CweEntry>()
  for (const [key, value] of Object.entries(dictionary)) {
    const id = Number(key)
    entries.set(id, {
      id,
      name: asText(field(value, 'attr', '@_Name')) ?? '',
      abstraction: asText(field(value, 'attr', '@_Abstraction')) ?? '',
      status: asText(field(value, 'attr', '@_Status')) ?? '',
      usage: usageOf(field(value, 'Mapping_Notes', 'Usage')),
      parents: parentsOf(field(value, 'Related_Weaknesses', 'Related_Weakness')),
    })
  }
  // The raw form is 40 times the size of what is kept.
  delete require.cache[require.resolve(file)]
  catalogue = entries
  return entries
}

function usageOf(value: unknown): CweUsage {
  const usages: readonly CweUsage[] = ['Allowed', 'Allowed-with-Review', 'Discouraged', 'Prohibited']
  return usages.find((usage) => usage === value) ?? 'Discouraged'
}

function parentsOf(relations: unknown): number[] {
  const parents = (Array.isArray(relations) ? asArray(relations) : [relations])
    .map((relation) => field(relation, 'attr'))
    .filter((attr) => field(attr, '@_Nature') === 'ChildOf' && field(attr, '@_View_ID') === '1000')
    .map((attr) => Number(field(attr, '@_CWE_ID')))
  return [...new Set(parents)].sort((a, b) => a - b)
}

/** The entry of a weakness; undefined for categories, views and ids newer than the list. */
export const cweEntry = (id: number): CweEntry | undefined => loadCatalogue().get(id)

/** Ids of all weaknesses in the list. */
export const cweIds = (): number[] => [...loadCatalogue().keys()]

/** `CWE-89` for machines and people. */
export const cweLabel = (id: number): string => `CWE-${id}`

/** Name of a weakness; null where the list has none. */
export const cweName = (id: number): string | null => cweEntry(id)?.name ?? null
