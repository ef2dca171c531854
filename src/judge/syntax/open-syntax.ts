import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Language as Grammar, type Node, Parser } from 'web-tree-sitter'
import type { Language } from '../../kernel/index.ts'

/** Languages whose syntax the integrity checks understand. */
export type JudgedLanguage = 'python' | 'javascript' | 'typescript'

/** Languages that are read: of those that are not judged, only comments, functions and their loss are known. */
export type ReadLanguage = JudgedLanguage | 'java' | 'go'

const GRAMMARS: Record<ReadLanguage, readonly string[]> = {
  python: ['python'],
  javascript: ['javascript'],
  typescript: ['typescript', 'tsx'],
  java: ['java'],
  go: ['go'],
}

export const isRead = (language: Language): language is ReadLanguage => Object.hasOwn(GRAMMARS, language)

export const isJudged = (language: Language): language is JudgedLanguage =>
  isRead(language) && language !== 'java' && language !== 'go'

/** The nodes of one text in source order, and what they were read from. */
export interface SyntaxTree {
  text: string
  root: Node
  /** Named nodes, parents before children, in source order. */
  nodes: readonly Node[]
  /** Levels of named nodes, the root's included. */
  depth: number
  dispose(): void
}

export interface Syntax {
  /** Reads a text; a broken one gives a tree with errors. */
  read(language: ReadLanguage, text: string): SyntaxTree
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
  const grammars = new Map<ReadLanguage, Grammar[]>()
  for (const [language, names] of Object.entries(GRAMMARS))
    if (isRead(language as Language))
      grammars.set(language as ReadLanguage, await Promise.all(names.map(load)))
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
          ...listNodes(tree.rootNode),
          dispose: () => tree.delete(),
        }
      }
      throw new Error(`no tree for ${language}`)
    },
    dispose: () => parser.delete(),
  }
}

/** An explicit stack: generated code may nest deeper than the call stack allows. */
function listNodes(root: Node): Pick<SyntaxTree, 'nodes' | 'depth'> {
  const nodes: Node[] = []
  const pending = [root]
  const levels = [1]
  let depth = 0
  for (let node = pending.pop(); node; node = pending.pop()) {
    const level = levels.pop() ?? 0
    depth = Math.max(depth, level)
    // The checks ask for it some forty times, and the library asks the parser's memory each time.
    Object.defineProperty(node, 'type', { value: node.type })
    nodes.push(node)
    const children = node.namedChildren
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index]
      if (child) {
        // The library looks for it from the root down, which makes a deep text's cost the square of its depth.
        Object.defineProperty(child, 'parent', { value: node })
        pending.push(child)
        levels.push(level + 1)
      }
    }
  }
  return { nodes, depth }
}
