import { type Language as Grammar, type Node, Parser, type Tree } from 'web-tree-sitter'
import type { Language } from '../../kernel/index.ts'
import { collectFunctions, type FunctionSpan } from './functions.ts'
import { loadGrammars, PARSED_LANGUAGES } from './grammars.ts'
import { collectRegexLiterals, type RegexLiteral } from './regex-literals.ts'

/** A parsed text. Call `dispose` when done: the tree lives in WebAssembly memory, which is not collected. */
export interface ParsedSource {
  /** True where any part of the text is not of the language. */
  hasError: boolean
  /** 1-based; null where there is no error. */
  firstErrorLine: number | null
  /** Named functions in source order. */
  functions(): FunctionSpan[]
  /** Constant regular expressions in source order; JavaScript, TypeScript and Python. */
  regexLiterals(): RegexLiteral[]
  dispose(): void
}

export interface SourceParser {
  /** True where `parse` knows the language. */
  supports(language: Language | null): language is Language
  /** Parses a text on its own; null where the language has no grammar here. */
  parse(language: Language, text: string): ParsedSource | null
  dispose(): void
}

/**
 * Opens a parser over tree-sitter grammars, independent of every engine: what does
 * not parse here is not a scanned target, whatever the engine says.
 */
export async function openParser(languages: readonly Language[] = PARSED_LANGUAGES): Promise<SourceParser> {
  const grammars = await loadGrammars(languages)
  const parser = new Parser()
  return {
    supports: (language): language is Language => language !== null && grammars.has(language),
    parse(language, text) {
      const candidates = grammars.get(language)
      if (!candidates) return null
      return toParsedSource(parseBest(parser, candidates, text.replace(/^\uFEFF/, ' ')))
    },
    dispose: () => parser.delete(),
  }
}

/** The first tree without an error, else the first of all. */
function parseBest(parser: Parser, candidates: readonly Grammar[], text: string): Tree | null {
  let first: Tree | null = null
  for (const grammar of candidates) {
    parser.setLanguage(grammar)
    const tree = parser.parse(text)
    if (tree && !tree.rootNode.hasError) {
      first?.delete()
      return tree
    }
    if (first) tree?.delete()
    else first = tree
  }
  return first
}

function toParsedSource(tree: Tree | null): ParsedSource {
  if (!tree)
    return {
      hasError: true,
      firstErrorLine: 1,
      functions: () => [],
      regexLiterals: () => [],
      dispose: () => {},
    }
  const { hasError } = tree.rootNode
  return {
    hasError,
    firstErrorLine: hasError ? firstErrorLine(tree.rootNode) : null,
    functions: () => collectFunctions(tree),
    regexLiterals: () => collectRegexLiterals(tree),
    dispose: () => tree.delete(),
  }
}

/** Line of the first error or missing token: descends only where an error is inside. */
function firstErrorLine(root: Node): number {
  let node = root
  for (;;) {
    if (node.isError || node.isMissing) return node.startPosition.row + 1
    const next = node.children.find((child) => child.hasError || child.isError || child.isMissing)
    if (!next) return node.startPosition.row + 1
    node = next
  }
}
