import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CreateEngine } from '../port.ts'
import { createSemgrepEngine } from '../semgrep-core/engine.ts'
import type { RulePackSource } from '../semgrep-core/rule-pack.ts'
import { findSitePackages } from '../shared/site-packages.ts'

/** Semgrep CE with the rules of rowan-sast, without those that only OpenGrep understands. */
export const createSemgrep: CreateEngine = (context) =>
  createSemgrepEngine(
    { name: 'semgrep', packTitle: 'The rule pack rowan-sast', heldOut: false, source: findRowanRules },
    context,
  )

/** The rules of rowan-sast that Semgrep understands; null: not installed. */
export async function findRowanRules(): Promise<RulePackSource | null> {
  const packages = findSitePackages()
  const folder = packages === null ? null : join(packages, 'rules')
  if (folder === null || !existsSync(join(folder, 'converted'))) return null
  const yamlOf = async (from: string) =>
    (await readdir(from))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => join(from, name))
  const converted = await yamlOf(join(folder, 'converted'))
  // The other files of the folder are in rowan's own format.
  const taint = (await yamlOf(folder)).filter((file) => /taint[^/]*$/.test(file) && !/opengrep/.test(file))
  return {
    name: 'rowan-sast',
    lineage: 'rowan',
    heldOut: false,
    files: [...converted, ...taint],
    leaveOut: {
      reason: 'presence signals about AI agents: they mark any use of an interface, not a weakness',
      matches: (id) => /^ns-aiml-/i.test(id),
    },
  }
}
