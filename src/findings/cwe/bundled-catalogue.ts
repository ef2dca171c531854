import { createRequire } from 'node:module'
import { asText, field } from '../json/access.ts'
import { type CweCatalogue, type CweEntry, type CweGroup, sortEntries, sortIds } from './cwe-catalogue.ts'
import { usageOf } from './mitre-words.ts'

/** MITRE's whole catalogue in the form of `cwe-sdk` 1.1.19: XML turned into JSON, attributes under `attr`. */
const ARCHIVE = 'cwe-sdk/raw/cwe-archive.json'

/**
 * The catalogue that comes along: CWE 4.15 as `cwe-sdk` ships it. The package's own functions are not
 * used: they mix the relations of all views. Required, not imported: the file has 10 MB, and the
 * compiler would type all of it. Some 100 ms, so it is read when somebody asks.
 */
export function loadBundledCatalogue(): CweCatalogue {
  const require = createRequire(import.meta.url)
  const catalogue = field(require(ARCHIVE), 'Weakness_Catalog')
  const result = {
    version: attribute(catalogue, 'Version') ?? '',
    date: attribute(catalogue, 'Date') ?? '',
    weaknesses: sortEntries(list(field(catalogue, 'Weaknesses', 'Weakness')).map(toWeakness)),
    categories: sortEntries(
      list(field(catalogue, 'Categories', 'Category')).map((one) => toGroup(one, 'Relationships')),
    ),
    views: sortEntries(list(field(catalogue, 'Views', 'View')).map((one) => toGroup(one, 'Members'))),
  }
  // The raw form is 40 times the size of what is kept.
  delete require.cache[require.resolve(ARCHIVE)]
  return result
}

function toWeakness(value: unknown): CweEntry {
  const parents = list(field(value, 'Related_Weaknesses', 'Related_Weakness')).filter(
    (relation) => attribute(relation, 'Nature') === 'ChildOf' && attribute(relation, 'View_ID') === '1000',
  )
  return {
    id: Number(attribute(value, 'ID')),
    name: attribute(value, 'Name') ?? '',
    abstraction: attribute(value, 'Abstraction') ?? '',
    status: attribute(value, 'Status') ?? '',
    usage: usageOf(asText(field(value, 'Mapping_Notes', 'Usage'))),
    parents: sortIds(parents.map((relation) => Number(attribute(relation, 'CWE_ID')))),
  }
}

const toGroup = (value: unknown, members: string): CweGroup => ({
  id: Number(attribute(value, 'ID')),
  name: attribute(value, 'Name') ?? '',
  status: attribute(value, 'Status') ?? '',
  members: sortIds(list(field(value, members, 'Has_Member')).map((one) => Number(attribute(one, 'CWE_ID')))),
})

const attribute = (value: unknown, name: string): string | null => asText(field(value, 'attr', `@_${name}`))

/** An element that stands once is no list in that form (so CWE-1356 with its one member). */
function list(value: unknown): unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}
