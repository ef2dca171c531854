import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openDownloadCache, openRegistries } from '../../src/platform/index.ts'

/** Where fetched packages lie: archives by their digest, and unpacked beside them. Never inside the project. */
export async function openTools(cache: string) {
  const workDir = join(cache, 'pairs-unpacked')
  await mkdir(workDir, { recursive: true })
  return { registries: openRegistries(), downloads: openDownloadCache(join(cache, 'downloads')), workDir }
}
