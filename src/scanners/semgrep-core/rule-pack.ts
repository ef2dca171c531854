import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import {
  type Diagnostic,
  digestFields,
  digestJson,
  type Language,
  type RulePack,
  SbrError,
  sha256,
} from '../../kernel/index.ts'

/** Where a pack's Semgrep rules come from. */
export interface RulePackSource {
  name: string
  lineage: string
  heldOut: boolean
  /** Absolute paths of YAML files, in the order in which an earlier rule wins over a duplicate. */
  files: readonly string[]
  /** Rules that are left out, and why: part of the pack's digest. */
  leaveOut?: { reason: string; matches(id: string): boolean }
}

/** A pack made ready: one rules file per language, since a batch has one language. */
export interface CompiledPack {
  pack: RulePack
  /** Absolute path of the JSON rules per language. */
  rules: ReadonlyMap<Language, string>
  /** Rules per language. */
  counts: Readonly<Record<string, number>>
  /** What was dropped, and why. */
  diagnostics: readonly Diagnostic[]
}

/** A Semgrep rule as far as this code looks into it; the engine itself checks the rest. */
export interface Rule {
  id: string
  languages: string[]
  [key: string]: unknown
}

/** Asks the engine which of the rules it refuses. */
export type ProbeRules = (rulesFile: string, language: Language) => Promise<Diagnostic[]>

/** Part of the pack's digest: a change in how rules are compiled is a change of the pack. */
const COMPILER_VERSION = 'sbr/rules/v1'

/** Semgrep's names of the languages that `sbr` names. */
const SEMGREP_LANGUAGES: Readonly<Record<string, Language>> = {
  python: 'python',
  python3: 'python',
  py: 'python',
  javascript: 'javascript',
  js: 'javascript',
  typescript: 'typescript',
  ts: 'typescript',
  java: 'java',
  go: 'go',
  golang: 'go',
  c: 'c',
  cpp: 'cpp',
  'c++': 'cpp',
  csharp: 'csharp',
  'c#': 'csharp',
  ruby: 'ruby',
  php: 'php',
  kotlin: 'kotlin',
  kt: 'kotlin',
}

/**
 * Converts a pack from YAML once and keeps it in `cacheFolder` under its content's digest. Exact and
 * effective duplicates are dropped, and so is what the engine refuses: both are said in the diagnostics.
 */
export async function compilePack(
  source: RulePackSource,
  cacheFolder: string,
  engineVersion: string,
  probe: ProbeRules,
): Promise<CompiledPack> {
  const contents = await Promise.all(source.files.map((file) => readFile(file, 'utf8')))
  const digest = digestFields([
    COMPILER_VERSION,
    source.leaveOut?.reason ?? null,
    ...source.files.flatMap((file, index) => [basename(file), sha256(contents[index] ?? '')]),
  ])
  const folder = join(cacheFolder, digestFields([digest, engineVersion]).slice(0, 32))
  if (!existsSync(join(folder, 'manifest.json'))) await build(source, contents, folder, cacheFolder, probe)
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest
  return {
    pack: { name: source.name, lineage: source.lineage, sha256: digest, heldOut: source.heldOut },
    rules: new Map(
      (Object.keys(manifest.counts) as Language[]).map((language) => [
        language,
        join(folder, `${language}.json`),
      ]),
    ),
    counts: manifest.counts,
    diagnostics: manifest.diagnostics,
  }
}

/** Written by `build` below and by nothing else. */
interface Manifest {
  counts: Record<string, number>
  diagnostics: Diagnostic[]
}

async function build(
  source: RulePackSource,
  contents: readonly string[],
  folder: string,
  cacheFolder: string,
  probe: ProbeRules,
): Promise<void> {
  await mkdir(cacheFolder, { recursive: true })
  const draft = await mkdtemp(join(cacheFolder, 'draft-'))
  try {
    const { rules, diagnostics } = collectRules(source, contents)
    const counts: Record<string, number> = {}
    for (const [language, own] of groupByLanguage(rules)) {
      const file = join(draft, `${language}.json`)
      await writeFile(file, JSON.stringify({ rules: own }))
      const refused = await probe(file, language)
      const refusedIds = new Set(refused.map((diagnostic) => diagnostic.position))
      const kept = own.filter((rule) => !refusedIds.has(rule.id))
      diagnostics.push(...refused)
      if (kept.length === 0) {
        await rm(file)
        continue
      }
      await writeFile(file, JSON.stringify({ rules: kept }))
      counts[language] = kept.length
    }
    await writeFile(join(draft, 'manifest.json'), JSON.stringify({ counts, diagnostics }))
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another process may have put the same content there first.
    if (!existsSync(join(folder, 'manifest.json'))) throw error
  }
}

function collectRules(
  source: RulePackSource,
  contents: readonly string[],
): { rules: Rule[]; diagnostics: Diagnostic[] } {
  const rules: Rule[] = []
  const diagnostics: Diagnostic[] = []
  const ids = new Set<string>()
  const bodies = new Map<string, string>()
  for (const [index, file] of source.files.entries()) {
    for (const rule of parseRules(file, contents[index] ?? '')) {
      if (source.leaveOut?.matches(rule.id)) continue
      const { id } = rule
      const key = digestRuleBody(rule)
      const twin = ids.has(id) ? id : bodies.get(key)
      if (twin !== undefined) {
        diagnostics.push({
          level: 'note',
          code: 'duplicate-rule',
          message: `${source.name}: rule ${id} repeats ${twin} and was dropped`,
          path: basename(file),
          position: id,
        })
        continue
      }
      ids.add(id)
      bodies.set(key, id)
      rules.push(rule)
    }
  }
  return { rules, diagnostics }
}

/** Digest of what a rule looks for: two rules with one body are one rule, whatever they are called. */
export function digestRuleBody(rule: Rule): string {
  const { id: _id, message: _message, metadata: _metadata, severity: _severity, ...body } = rule
  return digestJson(body)
}

/**
 * The rules of one YAML file.
 *
 * @throws SbrError `BAD_INPUT` where it holds no list of rules; a YAML error where it is none.
 */
export function parseRules(file: string, text: string): Rule[] {
  const document: unknown = parse(text)
  const rules =
    document !== null && typeof document === 'object' && 'rules' in document ? document.rules : undefined
  if (!Array.isArray(rules) || !rules.every(isRule))
    throw new SbrError('BAD_INPUT', `${file} holds no list of Semgrep rules`, {
      next: 'Write `rules:` with an id and languages for each rule.',
    })
  return rules
}

const isRule = (value: unknown): value is Rule =>
  value !== null &&
  typeof value === 'object' &&
  'id' in value &&
  typeof value.id === 'string' &&
  'languages' in value &&
  Array.isArray(value.languages) &&
  value.languages.every((name) => typeof name === 'string')

function groupByLanguage(rules: readonly Rule[]): Map<Language, Rule[]> {
  const groups = new Map<Language, Rule[]>()
  for (const rule of rules) {
    const languages = new Set(rule.languages.map((name) => SEMGREP_LANGUAGES[name.toLowerCase()]))
    for (const language of languages) {
      if (language === undefined) continue
      const group = groups.get(language)
      // A rule of several languages stands in each language's file with that language alone.
      const own = { ...rule, languages: [language] }
      if (group) group.push(own)
      else groups.set(language, [own])
    }
  }
  return groups
}
