import type { Node, Tree } from 'web-tree-sitter'

/** A named function, method or function value. Lines are 1-based, indexes are UTF-16 offsets, end exclusive. */
export interface FunctionSpan {
  /** Qualified by what encloses it: `Class.method`, `outer.inner`. */
  name: string
  startLine: number
  endLine: number
  startIndex: number
  endIndex: number
}

/** Node types that open a function. */
const FUNCTIONS = new Set([
  'function_definition',
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
  'method_declaration',
  'constructor_declaration',
  'func_literal',
  'local_function_statement',
  'method',
  'singleton_method',
])

/** Node types that only lend their name to what they enclose. */
const SCOPES = new Set([
  'class_definition',
  'class_declaration',
  'abstract_class_declaration',
  'class',
  'class_specifier',
  'struct_specifier',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'module',
  'internal_module',
  'namespace_definition',
])

const OPENING = [...new Set([...FUNCTIONS, ...SCOPES])]

/** Every named function of a tree in source order; anonymous ones belong to what encloses them. */
export function collectFunctions(tree: Tree): FunctionSpan[] {
  const found: FunctionSpan[] = []
  const around: { name: string; endIndex: number }[] = []
  // One call into the parser for all of them, parents before children: a walk costs one for every node.
  for (const node of tree.rootNode.descendantsOfType(OPENING)) {
    // A keyword (`class`) has the type of what it opens.
    const own = node.isNamed ? nameOf(node) : null
    if (own === null) continue
    const { startIndex, endIndex } = node
    while (around.length > 0 && (around.at(-1)?.endIndex ?? 0) <= startIndex) around.pop()
    const name = qualify(around.at(-1)?.name ?? '', receiverOf(node), own)
    if (FUNCTIONS.has(node.type)) found.push(spanOf(node, name))
    around.push({ name, endIndex })
  }
  return found
}

const qualify = (scope: string, receiver: string | null, own: string): string =>
  [scope, receiver, own].filter((part) => part !== null && part !== '').join('.')

function spanOf(node: Node, name: string): FunctionSpan {
  return {
    name,
    startLine: node.startPosition.row + 1,
    endLine: node.endPosition.row + 1,
    startIndex: node.startIndex,
    endIndex: node.endIndex,
  }
}

/** The name a function has, or the one it is bound to: `const f = () => {}`, `x.f = function () {}`, `{f: …}`. */
function nameOf(node: Node): string | null {
  const own = node.childForFieldName('name')
  if (own) return plain(own.text)
  const declarator = node.childForFieldName('declarator')?.childForFieldName('declarator')
  if (declarator) return plain(declarator.text)
  const parent = node.parent
  const bound =
    parent?.type === 'assignment_expression'
      ? parent.childForFieldName('left')
      : parent?.type === 'variable_declarator' ||
          parent?.type === 'public_field_definition' ||
          parent?.type === 'field_definition'
        ? (parent.childForFieldName('name') ?? parent.childForFieldName('property'))
        : parent?.type === 'pair'
          ? parent.childForFieldName('key')
          : null
  return bound ? plain(bound.text) : null
}

/** Receiver type of a Go method. */
function receiverOf(node: Node): string | null {
  const receiver = node.childForFieldName('receiver')
  if (!receiver || node.type !== 'method_declaration') return null
  return /([A-Za-z_]\w*)\s*(?:\[[^\]]*\])?\s*\)$/.exec(receiver.text)?.[1] ?? null
}

/** One short line: a computed key or a destructuring is no name. */
const plain = (text: string): string | null => (/^[^\s(){}]{1,200}$/.test(text) ? text : null)
