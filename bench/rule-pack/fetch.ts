import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { collectVersion } from '../../src/collect/packages/collect-version.ts'
import { openDownloadCache, openRegistries } from '../../src/platform/index.ts'
import {
  findNewest,
  listNames,
  type PinnedRelease,
  readReleases,
  splitOf,
  writeReleases,
} from './packages.ts'

/** Where fetched packages lie: archives by their digest, and unpacked beside them. Never inside the project. */
export async function openTools(cache: string) {
  const workDir = join(cache, 'rule-pack-unpacked')
  await mkdir(workDir, { recursive: true })
  return { registries: openRegistries(), downloads: openDownloadCache(join(cache, 'downloads')), workDir }
}

/** Fetches every release of the list's part; a name that is not pinned yet is pinned to its newest release. */
export async function fetchReleases(
  cache: string,
  split: string,
  say: (line: string) => void,
): Promise<void> {
  const tools = await openTools(cache)
  const pinned = await readReleases()
  for (const { ecosystem, package: name } of listNames()) {
    if (splitOf(name) !== split) continue
    const pin = pinned.find((release) => release.ecosystem === ecosystem && release.package === name)
    try {
      const version = pin?.version ?? (await findNewest(tools.registries, ecosystem, name))
      const collected = await collectVersion(
        { ecosystem, package: name, version, pinned: pin ? pinOf(pin) : null },
        tools,
      )
      const { filename, sha256, bytes } = collected.archive
      if (!pin && (bytes > MOST_BYTES || collected.targets.length > MOST_FILES)) {
        say(`${ecosystem} ${name} ${version}: left out, ${bytes} bytes and ${collected.targets.length} files`)
        continue
      }
      if (!pin) pinned.push({ ecosystem, package: name, version, filename, sha256 })
      say(`${ecosystem} ${name} ${version}: ${bytes} bytes, ${collected.targets.length} files`)
    } catch (error) {
      say(`${ecosystem} ${name}: NOT FETCHED: ${error instanceof Error ? error.message : String(error)}`)
    }
    await writeReleases(pinned)
  }
}

/** Larger packages would take the whole time for themselves. */
const MOST_BYTES = 8_000_000
const MOST_FILES = 1200

export const pinOf = ({ filename, sha256 }: PinnedRelease) => ({ filename, sha256 })
