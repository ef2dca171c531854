import { readFile } from 'node:fs/promises'
import { SbrError } from '../../kernel/index.ts'
import { isHeldOut } from '../../reward/index.ts'
import { findCodeshieldRules } from '../codeshield-pack/engine.ts'
import { findNjsscanRules } from '../njsscan-pack/engine.ts'
import { findRowanRules } from '../semgrep/engine.ts'
import { digestRuleBody, parseRules, type Rule, type RulePackSource } from '../semgrep-core/rule-pack.ts'
import type { RuleFile } from './rule-files.ts'

export interface Screening {
  /** Ids of rules that a held-out judge has, by name or by what they look for: sorted. */
  leftOut: string[]
  /** A pack at hand that most of the rules are of; null: there is none. */
  sharedWith: { name: string; lineage: string; rules: number } | null
}

/** Share of rules in common from which two packs are one lineage. */
const ONE_LINEAGE = 0.5

/**
 * Looks through a pack before it is added: rules of held-out judges are left out, and a pack that is mostly another
 * one is of that one's lineage.
 *
 * @throws SbrError `NOT_ALLOWED` where nothing else is in it.
 */
export async function screenRules(
  files: readonly RuleFile[],
  known: readonly RulePackSource[],
): Promise<Screening> {
  const judges = new Set<string>()
  for (const source of [await findNjsscanRules(), await findCodeshieldRules()])
    for (const body of await bodiesOf(source)) judges.add(body)
  const all = files.flatMap(({ origin, rules }) =>
    rules.map((rule) => ({ origin, rule, body: digestRuleBody(rule) })),
  )
  const held = all.filter(({ origin, rule, body }) => judges.has(body) || namesJudge(origin, rule))
  const leftOut = [...new Set(held.map(({ rule }) => rule.id))].sort()
  const kept = all.filter(({ rule }) => !leftOut.includes(rule.id))
  if (kept.length === 0)
    throw new SbrError('NOT_ALLOWED', 'Every rule of the pack is one of a held-out judge', {
      next: 'Add another: what has seen the judge makes every evaluation worthless.',
    })
  for (const source of [await findRowanRules(), ...known]) {
    if (source === null) continue
    const bodies = await bodiesOf(source)
    const rules = kept.filter(({ body }) => bodies.has(body)).length
    if (rules / kept.length >= ONE_LINEAGE)
      return { leftOut, sharedWith: { name: source.name, lineage: source.lineage, rules } }
  }
  return { leftOut, sharedWith: null }
}

async function bodiesOf(source: RulePackSource | null): Promise<Set<string>> {
  const bodies = new Set<string>()
  for (const file of source?.files ?? [])
    for (const rule of parseRules(file, await readFile(file, 'utf8'))) bodies.add(digestRuleBody(rule))
  return bodies
}

/** Public collections keep a judge's rules in a folder of its name, and say in the metadata whose they are. */
const namesJudge = (origin: string, rule: Rule): boolean =>
  isHeldOut(origin) || isHeldOut(rule.id) || isHeldOut(sourcesOf(rule.metadata))

const sourcesOf = (metadata: unknown): string =>
  metadata !== null && typeof metadata === 'object'
    ? Object.entries(metadata)
        .filter(([key]) => /source|origin|author|shortlink|url/i.test(key))
        .map(([, value]) => String(value))
        .join(' ')
    : ''
