import { argumentsOf, calleeOf, plainString } from '../syntax/nodes.ts'
import type { JudgedLanguage, SyntaxTree } from '../syntax/open-syntax.ts'
import { NODE_BUILTINS } from './node-builtins.ts'
import { PYTHON_STDLIB } from './python-stdlib.ts'

/** Packages from outside that a text imports: neither of the language, nor relative. Sorted, each once. */
export function listImports(tree: SyntaxTree, language: JudgedLanguage): string[] {
  const names = language === 'python' ? listPython(tree) : listScript(tree)
  return [...new Set(names)].sort()
}

function listPython({ nodes }: SyntaxTree): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'import_from_statement') return topOf(node.childForFieldName('module_name')?.text)
    if (node.type !== 'import_statement') return []
    return node.namedChildren.flatMap((child) =>
      topOf(child.type === 'aliased_import' ? child.childForFieldName('name')?.text : child.text),
    )
  })
}

/** `a.b.c` → `a`; nothing for a relative import and for the standard library. */
function topOf(dotted: string | undefined): string[] {
  const top = dotted?.trim().split('.')[0] ?? ''
  return top === '' || PYTHON_STDLIB.has(top) || top.startsWith('_') ? [] : [top]
}

function listScript({ nodes }: SyntaxTree): string[] {
  return nodes.flatMap((node) => {
    const source =
      node.type === 'import_statement' || node.type === 'export_statement'
        ? plainString(node.childForFieldName('source'))
        : /^(?:require|import)$/.test(calleeOf(node)?.text ?? '')
          ? plainString(argumentsOf(node)[0])
          : null
    return source === null ? [] : packageOf(source)
  })
}

/** `@scope/name/file` → `@scope/name`; nothing for paths, built-ins, package-internal and URL imports. */
function packageOf(source: string): string[] {
  if (source === '' || /^(?:[./#]|[a-z]+:)/.test(source)) return []
  const parts = source.split('/')
  const name = source.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
  return NODE_BUILTINS.has(name) ? [] : [name]
}
