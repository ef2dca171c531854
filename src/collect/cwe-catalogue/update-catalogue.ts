import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { catalogueFault, digestCatalogue, memorySource, parseCweXml } from '../../findings/index.ts'
import { type Clock, SbrError, sha256, systemClock, toSbrError } from '../../kernel/index.ts'
import { type CatalogueSource, fetchCatalogue } from './fetch-catalogue.ts'
import { catalogueFile, type InstalledCatalogue, readInstalledCatalogue } from './installed-catalogue.ts'

export interface CatalogueUpdate extends Omit<InstalledCatalogue, 'catalogue'> {
  version: string
  date: string
  weaknesses: number
  /** The content is what this home had already. */
  unchanged: boolean
}

/**
 * Fetches MITRE's list, checks it, and exchanges this home's catalogue for it as a whole. Whatever goes
 * wrong, the old one stays.
 *
 * @throws SbrError `NETWORK`, `NOT_FOUND`, `NOT_ALLOWED`, `BAD_INPUT`, `DISK_FULL`, `CANCELLED`
 */
export async function updateCweCatalogue(
  request: CatalogueSource & { home: string; clock?: Clock },
): Promise<CatalogueUpdate> {
  const fetched = await fetchCatalogue(request)
  const catalogue = parseCweXml(fetched.from, memorySource(fetched.xml))
  const fault = catalogueFault(catalogue)
  if (fault !== null)
    throw new SbrError('BAD_INPUT', `${fetched.from} holds no usable CWE catalogue: ${fault}`, {
      next: 'Download it again; the catalogue in use stays.',
    })
  const digest = digestCatalogue(catalogue)
  const unchanged = installedDigest(request.home) === digest
  const installed: InstalledCatalogue = {
    from: fetched.from,
    fetchedAt: (request.clock ?? systemClock).now().toISOString(),
    sha256: sha256(fetched.bytes),
    digest,
    catalogue,
  }
  await install(catalogueFile(request.home), installed)
  const { catalogue: content, ...facts } = installed
  return {
    ...facts,
    version: content.version,
    date: content.date,
    weaknesses: content.weaknesses.length,
    unchanged,
  }
}

/** A spoiled catalogue is what an update mends: it counts as none. */
function installedDigest(home: string): string | null {
  try {
    return readInstalledCatalogue(home)?.digest ?? null
  } catch {
    return null
  }
}

async function install(file: string, content: InstalledCatalogue): Promise<void> {
  const partial = `${file}.partial-${process.pid}-${randomUUID()}`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(partial, JSON.stringify(content), { flush: true })
    await rename(partial, file)
  } catch (thrown) {
    throw toSbrError(thrown, 'INTERNAL')
  } finally {
    await rm(partial, { force: true })
  }
}
