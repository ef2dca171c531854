import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openPromise } from 'yauzl'
import type { OsvAdvisory } from '../../kernel/index.ts'
import { parseAdvisory } from './advisory.ts'
import { orderOf } from './versions.ts'

/** Advisories of one ecosystem about the packages asked for. */
export interface LoadedAdvisories {
  advisories: OsvAdvisory[]
  /** Files that hold no advisory. */
  unreadable: number
}

/** Bytes of one advisory; larger ones are not read. */
const MAX_ADVISORY_BYTES = 4 * 1024 * 1024

/** A package's name as an advisory has it; names of packages need no escapes. */
const NAME = /"name"\s*:\s*"([^"\\]{1,214})"/g

/**
 * Reads `<folder>/<Ecosystem>/all.zip`, else `<folder>/<Ecosystem>/**.json`, else `<folder>/*.json`.
 * Null where there is nothing for the ecosystem. Only advisories whose text has one of the names are
 * parsed: a whole database has hundreds of thousands.
 */
export async function loadAdvisories(
  folder: string,
  ecosystem: string,
  names: readonly string[],
): Promise<LoadedAdvisories | null> {
  const normalise = orderOf(ecosystem)?.normaliseName ?? ((name: string) => name)
  const wanted = new Set(names.map(normalise))
  const loaded: LoadedAdvisories = { advisories: [], unreadable: 0 }
  const take = (content: Buffer) => {
    const text = content.toString('utf8')
    const mentions = [...text.matchAll(NAME)].some((found) => wanted.has(normalise(found[1] ?? '')))
    // One advisory of the ecosystem is kept in any case: it proves that there are some.
    if (!mentions && loaded.advisories.length > 0) return
    const advisory = parseAdvisory(text)
    if (advisory) loaded.advisories.push(advisory)
    else loaded.unreadable++
  }
  const archive = join(folder, ecosystem, 'all.zip')
  if (existsSync(archive)) {
    await eachZipEntry(archive, take)
    return loaded
  }
  const own = join(folder, ecosystem)
  const source = existsSync(own) ? own : folder
  const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.json')).sort()
  for (const file of files) take(await readFile(join(source, file)))
  return files.length > 0 ? loaded : null
}

async function eachZipEntry(archive: string, take: (content: Buffer) => void): Promise<void> {
  const zip = await openPromise(archive, { lazyEntries: true, autoClose: true })
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('.json') || entry.uncompressedSize > MAX_ADVISORY_BYTES) continue
    const pieces: Buffer[] = []
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer)
    take(Buffer.concat(pieces))
  }
}
