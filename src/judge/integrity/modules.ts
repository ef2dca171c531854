import { argumentsOf, calleeOf, plainString } from '../syntax/nodes.ts'
import type { SyntaxTree } from '../syntax/open-syntax.ts'

/** Names that are bound to a whole module, which makes reaching into them by a computed name a way around every rule. */
export function listModuleNames({ nodes }: SyntaxTree): Set<string> {
  const names = new Set(['globalThis', 'global', 'window', 'builtins', '__builtins__', 'process'])
  for (const node of nodes) {
    if (node.type === 'import_statement')
      for (const child of node.namedChildren) {
        if (child.type === 'dotted_name') names.add(child.text.split('.')[0] ?? '')
        if (child.type === 'aliased_import') names.add(child.childForFieldName('alias')?.text ?? '')
        if (child.type === 'import_clause')
          for (const part of child.namedChildren) {
            if (part.type === 'identifier') names.add(part.text)
            if (part.type === 'namespace_import') names.add(part.namedChildren[0]?.text ?? '')
          }
      }
    if (node.type === 'variable_declarator') {
      const value = node.childForFieldName('value')
      const call = value?.type === 'await_expression' ? value.namedChildren[0] : value
      const callee = call ? calleeOf(call) : null
      const bound = node.childForFieldName('name')
      if (call && bound?.type === 'identifier' && (callee?.text === 'require' || callee?.type === 'import'))
        if (plainString(argumentsOf(call)[0]) !== null) names.add(bound.text)
    }
  }
  names.delete('')
  return names
}
