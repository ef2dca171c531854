import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CreateEngine } from '../port.ts'
import { createSemgrepEngine } from '../semgrep-core/engine.ts'
import type { RulePackSource } from '../semgrep-core/rule-pack.ts'
import { findSitePackages, versionOfDistribution } from '../shared/site-packages.ts'

/** Held-out judge: njsscan's Semgrep rules through the Semgrep core. No reward may use it. */
export const createNjsscanPack: CreateEngine = (context) =>
  createSemgrepEngine(
    {
      name: 'njsscan-pack',
      packTitle: 'The rule pack of njsscan',
      heldOut: true,
      source: findNjsscanRules,
    },
    context,
  )

/** The rules of the judge: also what no added pack may bring along. */
export async function findNjsscanRules(): Promise<RulePackSource | null> {
  const packages = findSitePackages()
  if (packages === null || versionOfDistribution('njsscan') === null) return null
  const folder = join(packages, 'njsscan/rules/semantic_grep')
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.yaml')).sort()
  return {
    name: 'njsscan',
    lineage: 'njsscan',
    heldOut: true,
    files: names.map((name) => join(folder, name)),
  }
}
