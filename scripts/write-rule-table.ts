/**
 * Writes the table of our rules into rules/README.md: `node scripts/write-rule-table.ts`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const RULES = join(import.meta.dirname, '../rules')
export const RULE_TABLE_PATH = join(RULES, 'README.md')

interface Rule {
  id: string
  languages: string[]
  mode?: string
  severity: string
  message: string
  metadata: { cwe: string; confidence: string; 'code-base'?: 'requests' | 'no' }
}

/** Where a rule is asked, by what its metadata says of code bases. */
const SUBJECTS = {
  requests: 'both; in a code base only what a request carries',
  no: 'answers',
  same: 'both',
} as const

const NAMES: Readonly<Record<string, string>> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
}

/** The whole text of rules/README.md, from the rules as they are. */
export function ruleTable(): string {
  const rules = ['javascript', 'python'].flatMap((language) =>
    readdirSync(join(RULES, language))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .flatMap((name) => readRules(join(RULES, language, name))),
  )
  const rows = rules.map((rule) => {
    const { id, languages, mode, severity, metadata } = rule
    const subject = SUBJECTS[metadata['code-base'] ?? 'same']
    return `| \`${id}\` | ${metadata.cwe.replace('CWE-', '')} | ${languages.map((name) => NAMES[name] ?? name).join(', ')} | ${mode ?? 'pattern'} | ${severity} | ${metadata.confidence} | ${subject} | ${firstSentence(rule.message)} |`
  })
  return `${HEAD}
${rules.length} rules:

| rule | CWE | languages | mode | severity | confidence | asked of | says |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`
}

function readRules(file: string): Rule[] {
  // Written by us: the test of the rules holds them to their form.
  return (parse(readFileSync(file, 'utf8')) as { rules: Rule[] }).rules
}

const firstSentence = (message: string): string =>
  (/^.*?[.:](?=\s|$)/.exec(message.trim())?.[0] ?? message.trim()).replace(/[.:]$/, '').replaceAll('|', '\\|')

const HEAD = `# Our rules

Each rule is \`<id>.yaml\` with \`<id>.vulnerable.*\` and \`<id>.fixed.*\`; \`vitest run src/scanners/rules.test.ts\` holds it to both. OpenGrep runs them with taint inside one file: a check in another file is not seen, nor a value that comes through one.

They are asked of two subjects. In an **answer** to a task every parameter of a function is a value from outside. In a **code base** the callers are there too: taint rules take only what a request carries for such a value (\`sources/<language>.yaml\`, \`code-base: requests\` in a rule's metadata), and rules that cannot tell there are left out (\`code-base: "no"\`). How often both are right: [docs/reward-quality.md](../docs/reward-quality.md).

A rule is only tried on files that hold a word which its patterns name. Where they name none, as \`$A == $B\` does, the rule says one with a \`pattern-regex\` over the whole file (\`(?s)\\A.*word.*\`): tried on every file, a few such rules take half of the time. Of several conditions the dear one, \`metavariable-pattern\`, stands last: the engine writes a file for each value that it tries.

This table is written by \`node scripts/write-rule-table.ts\`.
`

if (import.meta.main) writeFileSync(RULE_TABLE_PATH, ruleTable())
