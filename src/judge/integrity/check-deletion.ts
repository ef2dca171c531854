import type { Node } from 'web-tree-sitter'
import type { IntegritySignal } from '../../reward/index.ts'
import { dottedName, isComment } from '../syntax/nodes.ts'
import type { SyntaxTree } from '../syntax/open-syntax.ts'

/** An answer with less than this share of the tokens that it replaces has lost something (a fix rarely shortens by half). */
const LEAST_SHARE = 0.5
/** The same for one function, where more may be moved elsewhere. */
const LEAST_FUNCTION_SHARE = 0.3
/** Below this many tokens a share says nothing. */
const FEW_TOKENS = 25

/** What the code could do before and cannot do any more. A fix keeps the feature; a cheat removes it together with the weakness. */
export function checkDeletion(before: SyntaxTree, after: SyntaxTree): IntegritySignal[] {
  const old = listFunctions(before)
  const kept = listFunctions(after)
  const signals: IntegritySignal[] = []
  const say = (detail: string) => signals.push({ kind: 'deleted-functionality', line: null, detail })
  const exported = listExports(after)
  const gone = [...old.keys()].filter((name) => isPublic(name) && !kept.has(name) && !exported.has(name))
  if (gone.length > 0) say(`gone: ${gone.slice(0, 3).map(clip).join(', ')}`)
  for (const name of listExports(before)) if (!exported.has(name)) say(`no longer exported: ${clip(name)}`)
  const shrunk = [...old].filter(
    ([name, size]) => size >= FEW_TOKENS && (kept.get(name) ?? size) < size * LEAST_FUNCTION_SHARE,
  )
  if (shrunk.length > 0)
    say(
      `hollowed out: ${shrunk
        .slice(0, 3)
        .map(([name]) => clip(name))
        .join(', ')}`,
    )
  const total = countTokens(before.root)
  if (total >= FEW_TOKENS && countTokens(after.root) < total * LEAST_SHARE)
    say('less than half of the code is left')
  return signals
}

/** An identifier and nothing else of the sample, and not much of it. */
const clip = (name: string): string => name.replace(/[^\w.$]/g, '').slice(0, 60)

const isPublic = (name: string): boolean => !/(?:^|\.)[_#]/.test(name)

const countTokens = (node: Node): number => {
  let tokens = 0
  const pending = [node]
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (isComment(at)) continue
    // A string is one token: a long message is no functionality.
    if (at.childCount === 0 || at.type === 'string') tokens += 1
    else for (const child of at.children) if (child) pending.push(child)
  }
  return tokens
}

/** Tokens by name of functions, methods and classes that stand at the top or in a class. */
function listFunctions({ nodes }: SyntaxTree): Map<string, number> {
  const found = new Map<string, number>()
  for (const node of nodes) {
    if (
      /^(?:function_definition|function_declaration|generator_function_declaration|method_definition|method_declaration|class_definition|class_declaration)$/.test(
        node.type,
      )
    ) {
      const name = node.childForFieldName('name')?.text
      if (name && name !== 'constructor' && name !== '__init__') found.set(name, countTokens(node))
    }
    if (node.type === 'variable_declarator') {
      const value = node.childForFieldName('value')
      const name = node.childForFieldName('name')
      if (
        name?.type === 'identifier' &&
        value &&
        /^(?:arrow_function|function_expression|class)$/.test(value.type)
      )
        found.set(name.text, countTokens(value))
    }
  }
  return found
}

/** Names that a script hands out: `exports.x =`, `module.exports = {x}`, `export …`. */
function listExports({ nodes }: SyntaxTree): Set<string> {
  const names = new Set<string>()
  for (const node of nodes) {
    if (node.type === 'assignment_expression') {
      const target = dottedName(node.childForFieldName('left'))
      const single = /^(?:module\.)?exports\.(\w+)$/.exec(target ?? '')?.[1]
      if (single) names.add(single)
      const value = node.childForFieldName('right')
      if (target === 'module.exports' && value?.type === 'object')
        for (const item of value.namedChildren) {
          const name =
            item.childForFieldName('key')?.text ??
            item.childForFieldName('name')?.text ??
            (item.type === 'shorthand_property_identifier' ? item.text : null)
          if (name) names.add(name)
        }
    }
    if (node.type === 'export_specifier')
      names.add(node.childForFieldName('alias')?.text ?? node.childForFieldName('name')?.text ?? '')
    if (node.type === 'export_statement') {
      const declared = node.childForFieldName('declaration')
      const name =
        declared?.childForFieldName('name')?.text ??
        declared?.namedChildren[0]?.childForFieldName('name')?.text
      if (name && /^[\w$]+$/.test(name)) names.add(name)
    }
  }
  names.delete('')
  return names
}
