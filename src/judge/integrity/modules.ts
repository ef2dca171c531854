import type { Node } from 'web-tree-sitter'
import { NODE_BUILTINS } from '../imports/node-builtins.ts'
import { PYTHON_STDLIB } from '../imports/python-stdlib.ts'
import { argumentsOf, calleeOf, plainString } from '../syntax/nodes.ts'
import type { SyntaxTree } from '../syntax/open-syntax.ts'

/**
 * Names that are bound to a whole module of the language itself, where the sinks are: reaching into one
 * by a computed name is a way around every rule. A table of one's own may be indexed.
 */
export function listModuleNames({ nodes }: SyntaxTree): Set<string> {
  const names = new Set(['builtins', '__builtins__'])
  for (const node of nodes) {
    if (node.type === 'import_statement') for (const name of namesOfImport(node)) names.add(name)
    if (node.type === 'variable_declarator') {
      const name = nameOfRequire(node)
      if (name !== null) names.add(name)
    }
  }
  return names
}

function namesOfImport(node: Node): string[] {
  const source = plainString(node.childForFieldName('source'))
  return node.namedChildren.flatMap((child) => {
    if (child.type === 'dotted_name') return pythonName(child.text, child.text.split('.')[0])
    if (child.type === 'aliased_import')
      return pythonName(child.childForFieldName('name')?.text, child.childForFieldName('alias')?.text)
    if (child.type !== 'import_clause' || source === null || !isBuiltin(source)) return []
    return child.namedChildren.flatMap((part) => {
      if (part.type === 'identifier') return [part.text]
      return part.type === 'namespace_import' ? [part.namedChildren[0]?.text ?? ''] : []
    })
  })
}

const pythonName = (module: string | undefined, bound: string | undefined): string[] =>
  bound !== undefined && PYTHON_STDLIB.has(module?.split('.')[0] ?? '') ? [bound] : []

/** `cp` of `const cp = require('child_process')` and of `const cp = await import('child_process')`. */
function nameOfRequire(node: Node): string | null {
  const value = node.childForFieldName('value')
  const call = value?.type === 'await_expression' ? value.namedChildren[0] : value
  const callee = call ? calleeOf(call) : null
  const bound = node.childForFieldName('name')
  if (!call || bound?.type !== 'identifier' || (callee?.text !== 'require' && callee?.type !== 'import'))
    return null
  const source = plainString(argumentsOf(call)[0])
  return source !== null && isBuiltin(source) ? bound.text : null
}

const isBuiltin = (source: string): boolean =>
  source.startsWith('node:') || NODE_BUILTINS.has(source.split('/')[0] ?? '')

/** Objects of the language that hold functions as a module does. */
const NAMESPACES = new Set(['Math', 'Object', 'JSON', 'Buffer', 'Reflect', 'Function'])

/** Does the name stand for a module of the language or for a namespace of its? */
export const isNamespace = (name: string, modules: ReadonlySet<string>): boolean =>
  modules.has(name) || NAMESPACES.has(name)
