import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestFields, type Language, SbrError, sha256 } from '../../kernel/index.ts'
import { PROJECT_ROOT } from '../../platform/index.ts'
import type { Subject } from '../port.ts'
import { parseRules, type Rule } from '../semgrep-core/rule-pack.ts'

/** Our pack's folders under `rules/`, by the language that they are about. */
const FOLDERS: Readonly<Record<string, readonly Language[]>> = {
  python: ['python'],
  javascript: ['javascript', 'typescript'],
}
export const OWN_RULE_LANGUAGES: Language[] = Object.values(FOLDERS).flat()

/**
 * What a rule's `metadata.code-base` says: `requests`, its sources there are those of `rules/sources`, and what those
 * take for a guard is one; `no`, it is not asked there. Without it a rule is the same for answers and code bases.
 */
type InCodeBase = 'requests' | 'no'

/**
 * Our rules for a subject, as JSON, with the digest of everything that decides them.
 *
 * @throws SbrError `BAD_INPUT` where a rule says of code bases what nobody knows.
 */
export async function readOwnRules(subject: Subject): Promise<{ rules: string; digest: string }> {
  const all: Rule[] = []
  const fields: string[] = []
  for (const name of Object.keys(FOLDERS)) {
    const folder = join(PROJECT_ROOT, 'rules', name)
    const rules: Rule[] = []
    for (const file of (await readdir(folder)).filter((entry) => entry.endsWith('.yaml')).sort()) {
      const text = await readFile(join(folder, file), 'utf8')
      rules.push(...parseRules(join(folder, file), text))
      fields.push(`${name}/${file}`, sha256(text))
    }
    if (subject === 'answers') all.push(...rules)
    else {
      const file = join(PROJECT_ROOT, 'rules', 'sources', `${name}.yaml`)
      const text = await readFile(file, 'utf8')
      fields.push(`sources/${name}.yaml`, sha256(text))
      const [requests] = parseRules(file, text)
      if (!requests)
        throw new SbrError('BAD_INPUT', `${file} holds no rule`, {
          next: 'Write the sources of a taint rule.',
        })
      all.push(...rules.flatMap((rule) => forCodeBase(rule, requests)))
    }
  }
  return { rules: JSON.stringify({ rules: all }), digest: digestFields(fields) }
}

function forCodeBase(rule: Rule, requests: Rule): Rule[] {
  const said = inCodeBase(rule)
  if (said === null) return [rule]
  if (said === 'no') return []
  return [
    {
      ...rule,
      options: { ...objectOf(rule, 'options'), ...objectOf(requests, 'options') },
      'pattern-sources': requests['pattern-sources'],
      'pattern-sanitizers': [...listOf(rule, SANITIZERS), ...listOf(requests, SANITIZERS)],
    },
  ]
}

const SANITIZERS = 'pattern-sanitizers'

const objectOf = (rule: Rule, key: string): object => {
  const value = rule[key]
  return value !== null && typeof value === 'object' ? value : {}
}

const listOf = (rule: Rule, key: string): unknown[] => {
  const value = rule[key]
  return Array.isArray(value) ? value : []
}

function inCodeBase({ id, metadata }: Rule): InCodeBase | null {
  if (metadata === null || typeof metadata !== 'object' || !('code-base' in metadata)) return null
  const said = metadata['code-base']
  if (said === 'requests' || said === 'no') return said
  throw new SbrError('BAD_INPUT', `The rule ${id} says "${said}" of code bases`, {
    next: 'Write `code-base: requests` or `code-base: "no"` in its metadata, or nothing.',
  })
}
