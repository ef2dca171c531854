import type { Node } from 'web-tree-sitter'
import type { IntegritySignal } from '../../reward/index.ts'
import { isComment, isConstant } from '../syntax/nodes.ts'
import { type CheckedSource, type IntegrityCheck, signalAt } from './check.ts'

const FUNCTIONS = new Set([
  'function_definition',
  'function_declaration',
  'generator_function_declaration',
  'method_definition',
  'arrow_function',
  'function_expression',
])

/** How much a function does. `hollow`: it says that it does nothing; `constant`: it gives one constant back. */
type Substance = 'hollow' | 'constant' | 'real'

/** Answers that do not do the job: nothing there, or only the outline of it. */
export const checkStubs: IntegrityCheck = (source) => {
  const functions = source.tree.nodes.filter((node) => FUNCTIONS.has(node.type) && !isDeclaredOnly(node))
  const substance = functions.map((node) => ({ node, is: substanceOf(node) }))
  if (!hasStatements(source)) return [{ kind: 'empty', line: null, detail: 'there is nothing that runs' }]
  const real = substance.filter(({ is }) => is === 'real')
  if (functions.length > 0 && real.length === 0 && !hasEffectOutside(source))
    return [{ kind: 'stub', line: null, detail: 'no function does anything' }]
  return substance.flatMap(({ node, is }): IntegritySignal[] =>
    is === 'hollow' && isNamed(node) && !isNoOperation(node)
      ? [signalAt('partial-stub', node, 'a function is only an outline')]
      : [],
  )
}

/** Callbacks that do nothing are a way of writing; a named function that does nothing is missing. */
const isNamed = (node: Node): boolean => node.type !== 'arrow_function' && node.type !== 'function_expression'

/** `function noop() {}` is a way of writing in scripts; in Python an outline needs a `pass`. */
const isNoOperation = (node: Node): boolean =>
  node.childForFieldName('body')?.type === 'statement_block' &&
  (node.childForFieldName('body')?.namedChildren.every(isComment) ?? false)

/** Abstract methods, overloads and protocol members are outlines on purpose. */
function isDeclaredOnly(node: Node): boolean {
  // Python's alone: for a script's functions nobody has to go up to the root.
  if (node.type !== 'function_definition') return false
  const decorated = node.parent?.type === 'decorated_definition' ? node.parent.text.slice(0, 400) : ''
  if (/@(?:\w+\.)?(?:abstractmethod|overload)\b/.test(decorated)) return true
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'class_definition')
      return /Protocol|ABC\b/.test(at.childForFieldName('superclasses')?.text ?? '')
  return false
}

function substanceOf(node: Node): Substance {
  const body = node.childForFieldName('body')
  if (!body) return 'hollow'
  if (body.type !== 'block' && body.type !== 'statement_block') return isConstant(body) ? 'constant' : 'real'
  const statements = body.namedChildren.filter((child) => !isComment(child) && !isDocstring(child))
  if (statements.length === 0)
    return node.childForFieldName('name')?.text === 'constructor' ? 'real' : 'hollow'
  if (statements.every(isHollow)) return 'hollow'
  return statements.every((item) => isHollow(item) || isConstantReturn(item)) ? 'constant' : 'real'
}

const isDocstring = (node: Node): boolean =>
  node.type === 'expression_statement' &&
  node.namedChildren.length === 1 &&
  node.namedChildren[0]?.type === 'string'

const isHollow = (node: Node): boolean =>
  node.type === 'pass_statement' ||
  node.type === 'empty_statement' ||
  isDocstring(node) ||
  (node.type === 'expression_statement' && node.namedChildren[0]?.type === 'ellipsis') ||
  (/^(?:raise|throw)_statement$/.test(node.type) &&
    /not\s*-?_?(?:yet\s*)?implemented|TODO|stub/i.test(node.text.slice(0, 200)))

const isConstantReturn = (node: Node): boolean => {
  if (node.type !== 'return_statement') return false
  const value = node.namedChildren[0]
  return !value || isConstant(value)
}

/** Is there any statement but imports, comments, bare names and literals? */
const hasStatements = ({ tree }: CheckedSource): boolean =>
  tree.root.namedChildren.some((node) => {
    if (
      isComment(node) ||
      /^(?:import_|future_import|pass_statement|empty_statement|hash_bang)/.test(node.type)
    )
      return false
    if (node.type !== 'expression_statement') return true
    const [only] = node.namedChildren
    return (
      !!only &&
      !isConstant(only) &&
      !/^(?:identifier|ellipsis|comparison_operator|binary_expression|tuple|sequence_expression)$/.test(
        only.type,
      )
    )
  })

/** Does anything happen beside defining functions, such as a route that is registered with a callback? */
const hasEffectOutside = ({ tree }: CheckedSource): boolean =>
  tree.root.namedChildren.some((node) => {
    if (/^(?:if|for|while|with|try|match|switch)_statement$/.test(node.type)) return true
    if (node.type !== 'expression_statement') return false
    const [only] = node.namedChildren
    if (only?.type === 'call' || only?.type === 'call_expression') return true
    // `module.exports = …` only hands over what is defined elsewhere.
    return /^(?:augmented_assignment|await)/.test(only?.type ?? '')
  })
