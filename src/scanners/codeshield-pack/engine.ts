import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CreateEngine } from '../port.ts'
import { createSemgrepEngine } from '../semgrep-core/engine.ts'
import type { RulePackSource } from '../semgrep-core/rule-pack.ts'
import { findSitePackages, versionOfDistribution } from '../shared/site-packages.ts'

/** Held-out judge: codeshield's Semgrep rules through the Semgrep core. No reward may use it. */
export const createCodeshieldPack: CreateEngine = (context) =>
  createSemgrepEngine(
    {
      name: 'codeshield-pack',
      packTitle: 'The rule pack of codeshield',
      heldOut: true,
      source: findCodeshieldRules,
    },
    context,
  )

/** The rules of the judge: also what no added pack may bring along. */
export async function findCodeshieldRules(): Promise<RulePackSource | null> {
  const packages = findSitePackages()
  if (packages === null || versionOfDistribution('codeshield') === null) return null
  const folder = join(packages, 'codeshield/insecure_code_detector/rules/semgrep')
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.yaml')).sort()
  return {
    name: 'codeshield',
    lineage: 'codeshield',
    heldOut: true,
    files: names.map((name) => join(folder, name)),
  }
}
