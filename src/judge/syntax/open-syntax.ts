import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Language as Grammar, type Node, Parser } from 'web-tree-sitter'
import type { Language } from '../../kernel/index.ts'

/** Languages whose syntax the integrity checks understand. */
export type JudgedLanguage = 'python' | 'javascript' | 'typescript'

const GRAMMARS: Record<JudgedLanguage, readonly string[]> = {
  python: ['python'],
  javascript: ['javascript'],
  typescript: ['typescript', 'tsx'],
}

export const isJudged = (language: Language): language is JudgedLanguage => Object.hasOwn(GRAMMARS, language)

/** The nodes of one text in source order, and what they were read from. */
export interface SyntaxTree {
  text: string
  root: Node
  /** Named nodes, parents before children, in source order. */
  nodes: readonly Node[]
  dispose(): void
}

export interface Syntax {
  /** Reads a text; a broken one gives a tree with errors. */
  read(language: JudgedLanguage, text: string): SyntaxTree
  dispose(): void
}

/** Opens the grammars for the integrity checks, which need the whole tree and not only its functions. */
export async function openSyntax(): Promise<Syntax> {
  await Parser.init()
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json')),
    'wasm',
  )
  const load = async (name: string) => Grammar.load(await readFile(join(folder, `tree-sitter-${name}.wasm`)))
  const grammars = new Map<JudgedLanguage, Grammar[]>()
  for (const [language, names] of Object.entries(GRAMMARS))
    if (isJudged(language as Language))
      grammars.set(language as JudgedLanguage, await Promise.all(names.map(load)))
  const parser = new Parser()
  return {
    read(language, text) {
      // A byte order mark is no token of Python's grammar; a space keeps every index.
      const clean = text.replace(/^\uFEFF/, ' ')
      const candidates = grammars.get(language) ?? []
      for (const [index, grammar] of candidates.entries()) {
        parser.setLanguage(grammar)
        const tree = parser.parse(clean)
        if (!tree) continue
        if (tree.rootNode.hasError && index < candidates.length - 1) {
          tree.delete()
          continue
        }
        return {
          text: clean,
          root: tree.rootNode,
          nodes: listNodes(tree.rootNode),
          dispose: () => tree.delete(),
        }
      }
      throw new Error(`no tree for ${language}`)
    },
    dispose: () => parser.delete(),
  }
}

/** An explicit stack: generated code may nest deeper than the call stack allows. */
function listNodes(root: Node): Node[] {
  const listed: Node[] = []
  const pending = [root]
  for (let node = pending.pop(); node; node = pending.pop()) {
    listed.push(node)
    const children = node.namedChildren
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index]
      if (child) pending.push(child)
    }
  }
  return listed
}
