import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadAdvisories } from '../../src/collect/index.ts'
import { ECOSYSTEMS, type OsvAdvisory } from '../../src/kernel/index.ts'

/** Advisories of both ecosystems, from `<folder>/<Ecosystem>`, as `sbr advisories update` lays them down. */
export async function loadOsv(folder: string): Promise<OsvAdvisory[]> {
  const lists = await Promise.all(
    ECOSYSTEMS.map(async (ecosystem) => {
      const zip = join(folder, ecosystem, 'all.zip')
      return (await loadAdvisories(existsSync(zip) ? zip : join(folder, ecosystem))).advisories
    }),
  )
  return lists.flat()
}
