import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { parseRules, type Rule } from '../semgrep-core/rule-pack.ts'

/** One file of Semgrep rules. */
export interface RuleFile {
  /** Path within the source, POSIX. */
  origin: string
  text: string
  rules: Rule[]
}

export interface RuleFiles {
  files: RuleFile[]
  /** Files that begin as rules and are none, with the reason. */
  broken: { origin: string; reason: string }[]
}

/** Larger files hold no rules that a person wrote. */
const MAX_FILE_BYTES = 16 * 1024 * 1024
const MAX_FILES = 20_000

/**
 * Files of Semgrep rules below a folder, by path. Links are not followed; other YAML is passed over.
 *
 * @throws SbrError `BAD_INPUT` where there are too many files.
 */
export async function readRuleFiles(folder: string): Promise<RuleFiles> {
  const found: RuleFiles = { files: [], broken: [] }
  const pending = [folder]
  const paths: string[] = []
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const path = join(at, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== '.git' && entry.name !== 'node_modules') pending.push(path)
      } else if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) paths.push(path)
    }
    if (paths.length > MAX_FILES)
      throw new SbrError('BAD_INPUT', `${folder} holds more than ${MAX_FILES} YAML files`, {
        next: 'Name the folder with the rules.',
      })
  }
  for (const path of paths.sort()) {
    if ((await lstat(path)).size > MAX_FILE_BYTES) continue
    takeRuleFile(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8'), found)
  }
  return found
}

/** Takes one text where it is a list of rules. */
export function takeRuleFile(origin: string, text: string, into: RuleFiles): void {
  // The tests of a rule lie beside it, YAML for rules about YAML among them.
  if (!/^\s*(?:["']?rules["']?\s*:|\{)/m.test(text) || /\.test\.ya?ml$/i.test(origin)) return
  try {
    const rules = parseRules(origin, text)
    if (rules.length > 0) into.files.push({ origin, text, rules })
  } catch (error) {
    into.broken.push({
      origin,
      reason: error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '',
    })
  }
}
