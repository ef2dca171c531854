import { digestJson, type RulePack } from '../kernel/index.ts'
import type { Policy } from './policy.ts'

/** What beside the policy decides a reward. */
export interface JudgeIdentity {
  engines: readonly {
    name: string
    version: string | null
    available: boolean
    packs: readonly RulePack[]
  }[]
  /** Digest of the code that reads, checks and scores. */
  checks: string
  /** Digest of the CWE catalogue: which ids count as one weakness is decided by it. */
  cweCatalogue: string
  /** Digest of the advisories asked; null: none. */
  advisorySnapshot: string | null
  /** Digest of the tasks whose tests can be run; null: no tests. */
  tasks: string | null
}

/** The hash that every reward carries: the same input under the same hash gives the same reward. */
export function hashPolicy(policy: Policy, identity: JudgeIdentity): string {
  const engines = identity.engines
    .map(({ name, version, available, packs }) => ({
      name,
      available,
      // What is absent has no version: two machines without it agree.
      version: available ? version : null,
      packs: available ? packs.map((pack) => `${pack.name} ${pack.lineage} ${pack.sha256}`).sort() : [],
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return digestJson({ policy, ...identity, engines })
}
