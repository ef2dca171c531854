import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import {
  type CweCatalogue,
  CweCatalogueSchema,
  catalogueFault,
  digestCatalogue,
  loadBundledCatalogue,
} from '../../findings/index.ts'
import { SbrError } from '../../kernel/index.ts'

const InstalledSchema = Type.Object({
  /** Address or file name that it came from. */
  from: Type.String(),
  /** ISO 8601, when this content was fetched. */
  fetchedAt: Type.String(),
  /** SHA-256 of the bytes that were fetched. */
  sha256: Type.String(),
  /** Digest of the catalogue below. */
  digest: Type.String(),
  catalogue: CweCatalogueSchema,
})
/** What `sbr cwe update` leaves in the home. */
export type InstalledCatalogue = Static<typeof InstalledSchema>
const validator = Compile(InstalledSchema)

/** The file of an updated catalogue. */
export const catalogueFile = (home: string): string => join(home, 'cwe', 'catalogue.json')

/**
 * The updated catalogue of this home; null where there is none.
 *
 * @throws SbrError `INTEGRITY` where the file is there and is not what was written. The bundled catalogue
 *   is no silent stand-in for it: it would decide rewards otherwise.
 */
export function readInstalledCatalogue(home: string): InstalledCatalogue | null {
  const file = catalogueFile(home)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw spoiled(file, 'it cannot be read', cause)
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw spoiled(file, 'it is not JSON', cause)
  }
  if (!validator.Check(parsed)) throw spoiled(file, 'it is not in the form that was written')
  const fault = catalogueFault(parsed.catalogue)
  if (fault !== null) throw spoiled(file, fault)
  if (digestCatalogue(parsed.catalogue) !== parsed.digest)
    throw spoiled(file, 'its content is not that of its digest')
  return parsed
}

function spoiled(file: string, why: string, cause?: unknown): SbrError {
  return new SbrError('INTEGRITY', `The CWE catalogue ${file} cannot be used: ${why}`, {
    next: 'Run `sbr cwe update`, or remove the file to go back to the bundled catalogue.',
    ...(cause === undefined ? {} : { cause }),
  })
}

/** The catalogue that a process with this home uses: the updated one, else the bundled one. */
export const loadCweCatalogue = (home: string): CweCatalogue =>
  readInstalledCatalogue(home)?.catalogue ?? loadBundledCatalogue()
