import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Language as Grammar, Parser } from 'web-tree-sitter'
import type { Language } from '../../kernel/index.ts'

/** Grammar files per language, in the order in which they are tried: a `.ts` text may hold JSX. */
const GRAMMARS: Partial<Record<Language, readonly string[]>> = {
  python: ['python'],
  javascript: ['javascript'],
  typescript: ['typescript', 'tsx'],
  java: ['java'],
  go: ['go'],
  c: ['cpp'],
  cpp: ['cpp'],
  csharp: ['c-sharp'],
  ruby: ['ruby'],
  php: ['php'],
}

/** Languages that `openParser` can parse. */
export const PARSED_LANGUAGES = Object.keys(GRAMMARS) as Language[]

const folder = join(
  dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json')),
  'wasm',
)

let started: Promise<void> | undefined
const loaded = new Map<string, Promise<Grammar>>()

function loadGrammar(name: string): Promise<Grammar> {
  let grammar = loaded.get(name)
  if (!grammar) {
    grammar = readFile(join(folder, `tree-sitter-${name}.wasm`)).then((bytes) => Grammar.load(bytes))
    loaded.set(name, grammar)
  }
  return grammar
}

/** Loads the grammars of the given languages once per process. */
export async function loadGrammars(languages: readonly Language[]): Promise<Map<Language, Grammar[]>> {
  started ??= Parser.init()
  await started
  const grammars = new Map<Language, Grammar[]>()
  for (const language of languages) {
    const names = GRAMMARS[language]
    if (names) grammars.set(language, await Promise.all(names.map(loadGrammar)))
  }
  return grammars
}
