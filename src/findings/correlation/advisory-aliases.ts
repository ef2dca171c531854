import type { Finding } from '../../kernel/index.ts'

/** Other names of an advisory, as any report at hand lists them together. */
export type AdvisoryAliases = ReadonlyMap<string, ReadonlySet<string>>

/** Collects which names stand for one advisory: one tool may know the GHSA only, another the CVE only, a third both. */
export function collectAliases(findings: Iterable<Finding>): AdvisoryAliases {
  const aliases = new Map<string, Set<string>>()
  for (const { advisory } of findings) {
    if (advisory === null || advisory.aliases.length === 0) continue
    const names = namesOf(advisory)
    for (const name of names) {
      const known = aliases.get(name) ?? new Set<string>()
      for (const other of names) known.add(other)
      aliases.set(name, known)
    }
  }
  return aliases
}

/** Id and aliases in one spelling. */
export const namesOf = (advisory: NonNullable<Finding['advisory']>): string[] => [
  ...new Set([advisory.id, ...advisory.aliases].map((name) => name.trim().toUpperCase())),
]
