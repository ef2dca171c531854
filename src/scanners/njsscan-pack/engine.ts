import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CreateEngine } from '../port.ts'
import { createSemgrepEngine } from '../semgrep-core/engine.ts'
import { findSitePackages, versionOfDistribution } from '../shared/site-packages.ts'

/** Held-out judge: njsscan's Semgrep rules through the Semgrep core. No reward may use it. */
export const createNjsscanPack: CreateEngine = (context) =>
  createSemgrepEngine(
    {
      name: 'njsscan-pack',
      packTitle: 'The rule pack of njsscan',
      heldOut: true,
      source: async () => {
        const packages = findSitePackages()
        if (packages === null || versionOfDistribution('njsscan') === null) return null
        const folder = join(packages, 'njsscan/rules/semantic_grep')
        const names = (await readdir(folder, { recursive: true }))
          .filter((name) => name.endsWith('.yaml'))
          .sort()
        return {
          name: 'njsscan',
          lineage: 'njsscan',
          heldOut: true,
          files: names.map((name) => join(folder, name)),
        }
      },
    },
    context,
  )
