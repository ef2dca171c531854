import { SbrError } from '../../kernel/index.ts'
import { loadBundledCatalogue } from './bundled-catalogue.ts'
import { type CweCatalogue, type CweEntry, type CweGroup, digestCatalogue } from './cwe-catalogue.ts'

/** A catalogue, ready to be asked. */
interface LoadedCatalogue {
  catalogue: CweCatalogue
  digest: string
  weaknesses: ReadonlyMap<number, CweEntry>
  categories: ReadonlyMap<number, CweGroup>
  views: ReadonlyMap<number, CweGroup>
}

let load: () => CweCatalogue = loadBundledCatalogue
let inUse: LoadedCatalogue | undefined

/**
 * Says which catalogue this process uses, once, before anybody asks it; without, it is the bundled one.
 * One catalogue a process, not a parameter: relations are asked deep inside of correlation, verdicts and
 * rewards, and two catalogues in one run would be two answers under one policy hash. The function is
 * called at the first question, so that a command which asks nothing reads nothing.
 *
 * @throws SbrError `INTERNAL` where another catalogue has been asked already.
 */
export function useCweCatalogue(loadCatalogue: () => CweCatalogue): void {
  if (inUse !== undefined && digestCatalogue(loadCatalogue()) !== inUse.digest)
    throw new SbrError('INTERNAL', 'Another CWE catalogue is in use in this process already')
  load = loadCatalogue
}

function loaded(): LoadedCatalogue {
  if (inUse !== undefined) return inUse
  const catalogue = load()
  const byId = <T extends { id: number }>(list: readonly T[]) => new Map(list.map((one) => [one.id, one]))
  inUse = {
    catalogue,
    digest: digestCatalogue(catalogue),
    weaknesses: byId(catalogue.weaknesses),
    categories: byId(catalogue.categories),
    views: byId(catalogue.views),
  }
  return inUse
}

/** Which catalogue decides: its digest belongs to the hash that every reward carries. */
export function cweCatalogueInUse(): { version: string; date: string; digest: string; weaknesses: number } {
  const { catalogue, digest } = loaded()
  return { version: catalogue.version, date: catalogue.date, digest, weaknesses: catalogue.weaknesses.length }
}

/** The entry of a weakness; undefined for categories, views and ids that are not in the list. */
export const cweEntry = (id: number): CweEntry | undefined => loaded().weaknesses.get(id)

/** A category by id; undefined where there is none. */
export const cweCategory = (id: number): CweGroup | undefined => loaded().categories.get(id)

/** A view by id; undefined where there is none. */
export const cweView = (id: number): CweGroup | undefined => loaded().views.get(id)

/** Ids of all weaknesses in the list. */
export const cweIds = (): number[] => [...loaded().weaknesses.keys()]

/** `CWE-89` for machines and people. */
export const cweLabel = (id: number): string => `CWE-${id}`

/** Name of a weakness, a category or a view; null where the list has none. */
export const cweName = (id: number): string | null =>
  (cweEntry(id) ?? cweCategory(id) ?? cweView(id))?.name ?? null
