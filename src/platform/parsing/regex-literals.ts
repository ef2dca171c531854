import type { Node, Tree } from 'web-tree-sitter'
import { readStringLiteral } from './string-literal.ts'

/** A regular expression that stands in the text as a constant. Lines and columns are 1-based UTF-16, the end exclusive. */
export interface RegexLiteral {
  /** The pattern as the regular expression engine gets it: escapes of the string around it are resolved. */
  pattern: string
  /** Flags by their letters in JavaScript; Python's are translated (`re.IGNORECASE` is `i`, `re.VERBOSE` is `x`). */
  flags: string
  /** How a call of Python's `re` anchors it; `search` for everything else. */
  anchoring: 'search' | 'match' | 'fullmatch'
  startLine: number
  startColumn: number
  endLine: number
  endColumn: number
  startIndex: number
  endIndex: number
}

/** Functions of Python's `re` whose first argument is a pattern. */
const PYTHON_FUNCTIONS = new Set([
  'compile',
  'match',
  'fullmatch',
  'search',
  'split',
  'findall',
  'finditer',
  'sub',
  'subn',
])
const PYTHON_FLAGS: Readonly<Record<string, string>> = {
  I: 'i',
  IGNORECASE: 'i',
  M: 'm',
  MULTILINE: 'm',
  S: 's',
  DOTALL: 's',
  X: 'x',
  VERBOSE: 'x',
}

/**
 * Constant regular expressions of a JavaScript, TypeScript or Python tree in source order: literals, `RegExp("…")`,
 * `re.compile(r"…")` and its kin. One that is put together at run time is not among them.
 */
export function collectRegexLiterals(tree: Tree): RegexLiteral[] {
  const found: RegexLiteral[] = []
  const pending: Node[] = [tree.rootNode]
  for (let node = pending.pop(); node; node = pending.pop()) {
    const literal = readRegex(node)
    if (literal) found.push({ ...literal, ...placeOf(node) })
    for (const child of node.namedChildren.toReversed()) if (child) pending.push(child)
  }
  return found
}

function readRegex(node: Node): Pick<RegexLiteral, 'pattern' | 'flags' | 'anchoring'> | null {
  if (node.type === 'regex') {
    const pattern = node.childForFieldName('pattern')?.text
    const flags = node.childForFieldName('flags')?.text ?? ''
    return pattern === undefined ? null : { pattern, flags, anchoring: 'search' }
  }
  const callee = node.childForFieldName(node.type === 'new_expression' ? 'constructor' : 'function')?.text
  if (callee === undefined) return null
  const [first, ...rest] = node.childForFieldName('arguments')?.namedChildren ?? []
  if (callee === 'RegExp' && first) {
    const pattern = readStringLiteral(first)
    const flags = rest[0] ? readStringLiteral(rest[0]) : ''
    return pattern === null || flags === null ? null : { pattern, flags, anchoring: 'search' }
  }
  const name = /^re\.(\w+)$/.exec(callee)?.[1]
  if (node.type !== 'call' || name === undefined || !PYTHON_FUNCTIONS.has(name) || !first) return null
  const pattern = readStringLiteral(first)
  if (pattern === null) return null
  const flags = rest.flatMap((argument) => [...(argument?.text.matchAll(/\bre\.([A-Z]+)\b/g) ?? [])])
  const anchoring = name === 'match' || name === 'fullmatch' ? name : 'search'
  return {
    pattern,
    flags: [...new Set(flags.map(([, flag]) => PYTHON_FLAGS[flag ?? ''] ?? ''))].sort().join(''),
    anchoring,
  }
}

const placeOf = ({ startPosition, endPosition, startIndex, endIndex }: Node) => ({
  startLine: startPosition.row + 1,
  startColumn: startPosition.column + 1,
  endLine: endPosition.row + 1,
  endColumn: endPosition.column + 1,
  startIndex,
  endIndex,
})
