import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Nothing is downloaded or unpacked for this long: who began it was killed. */
const ABANDONED_MS = 60 * 60_000

/** Makes a folder, and removes from it what killed processes left half-done. */
export async function sweepPartials(folder: string, now: number = Date.now()): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder)) {
    if (!name.startsWith('.partial-')) continue
    const path = join(folder, name)
    const status = await stat(path).catch(() => null)
    if (status && now - status.mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true })
  }
}
