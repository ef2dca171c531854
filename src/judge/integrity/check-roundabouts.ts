import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleeOf, dottedName, isComment, plainString, unwrap } from '../syntax/nodes.ts'
import { type IntegrityCheck, signalAt } from './check.ts'
import { isFixedPick } from './check-indirection.ts'

const LAMBDAS = /^(?:lambda|arrow_function|function_expression|generator_function)$/

/**
 * Values that take a way on which they come out as they went in, and on which rules lose sight of them: put into a
 * list or table and taken out in the same breath, or handed to a function that gives back what it got.
 */
export const checkRoundabouts: IntegrityCheck = ({ tree }) =>
  tree.nodes.flatMap((node) => {
    if (isFixedPick(node) && holdsNames(node))
      return [signalAt('roundabout-value', node, 'a value is put into a container and taken out at once')]
    const callee = calleeOf(node)
    if (callee && LAMBDAS.test(unwrap(callee).type) && isIdentity(unwrap(callee)))
      return [signalAt('roundabout-value', node, 'a function that gives back what it gets is called')]
    if (node.type === 'member_expression' && isOwnMember(node))
      return [signalAt('roundabout-value', node, 'a value is put into an object and taken out at once')]
    if (node.type === 'slice' || node.type === 'subscript') return isReversedText(node)
    if (isCalledByName(node, tree.nodes))
      return [signalAt('roundabout-value', node, 'a function that gives back what it gets is called')]
    return []
  })

/** `[x][0]`; a list of literals that is indexed has nothing to hide. */
const holdsNames = (node: Node): boolean => {
  const owner = node.childForFieldName('value') ?? node.childForFieldName('object')
  return owner !== null && owner.descendantsOfType(['identifier', 'shorthand_property_identifier']).length > 0
}

/** `({ value: x }).value`. */
function isOwnMember(node: Node): boolean {
  const owner = node.childForFieldName('object')
  const object = owner && unwrap(owner)
  const name = node.childForFieldName('property')?.text
  return (
    object?.type === 'object' &&
    object.namedChildren.some((pair) => (pair.childForFieldName('key') ?? pair).text === name)
  )
}

/** `"txet"[::-1]`: a text that is written backwards reads as something else. */
function isReversedText(node: Node): ReturnType<IntegrityCheck> {
  if (node.type !== 'subscript') return []
  const value = node.childForFieldName('value')
  const slice = node.childForFieldName('subscript')
  return value &&
    slice?.type === 'slice' &&
    /^::\s*-1$/.test(slice.text) &&
    (plainString(value) ?? '').length > 1
    ? [signalAt('roundabout-value', node, 'a text is written backwards')]
    : []
}

/** Does a function give back its only parameter untouched, through other names perhaps? */
export function isIdentity(node: Node): boolean {
  const parameters = node.childForFieldName('parameters') ?? node.childForFieldName('parameter')
  const named = parameters?.type === 'identifier' ? [parameters] : (parameters?.namedChildren ?? [])
  const [first] = named.filter((child) => !isComment(child))
  const name = first?.descendantsOfType('identifier')[0]?.text ?? first?.text
  const body = node.childForFieldName('body')
  if (!name || !body || named.length > 2) return false
  if (!/^(?:block|statement_block)$/.test(body.type)) return unwrap(body).text === name
  const same = new Set([name])
  for (const statement of body.namedChildren) {
    if (isComment(statement) || statement.namedChildren[0]?.type === 'string') continue
    if (statement.type === 'return_statement') {
      const value = statement.namedChildren[0]
      return value !== undefined && value !== null && same.has(unwrap(value).text)
    }
    const assignment =
      statement.type === 'expression_statement' ? statement.namedChildren[0] : statement.namedChildren[0]
    const left = assignment?.childForFieldName('left') ?? assignment?.childForFieldName('name')
    const right = assignment?.childForFieldName('right') ?? assignment?.childForFieldName('value')
    if (!left || !right || !same.has(right.text)) return false
    same.add(left.text)
  }
  return false
}

/** A call of a function of this text that is an identity. */
function isCalledByName(node: Node, nodes: readonly Node[]): boolean {
  const name = dottedName(calleeOf(node))
  if (name === null || name.includes('.') || argumentsOf(node).length !== 1) return false
  return identitiesOf(nodes).has(name)
}

const known = new WeakMap<readonly Node[], Set<string>>()

/** Names of the functions of a text that give back what they get, directly or through one another. */
function identitiesOf(nodes: readonly Node[]): Set<string> {
  const before = known.get(nodes)
  if (before) return before
  const found = new Set<string>()
  known.set(nodes, found)
  const functions = nodes.filter(({ type }) => /^function_(?:definition|declaration)$/.test(type))
  for (const node of functions) if (isIdentity(node)) found.add(nameOf(node))
  // What hands its parameter on to one of them is one itself; every round finds at least one more.
  for (let size = -1; size !== found.size; ) {
    size = found.size
    for (const node of functions)
      if (!found.has(nameOf(node)) && handsOn(node, found)) found.add(nameOf(node))
  }
  return found
}

const nameOf = (node: Node): string => node.childForFieldName('name')?.text ?? ''

function handsOn(node: Node, identities: ReadonlySet<string>): boolean {
  const parameter = node.childForFieldName('parameters')?.namedChildren[0]?.text
  const body = node.childForFieldName('body')?.namedChildren.filter((child) => !isComment(child)) ?? []
  const value = body.length === 1 && body[0]?.type === 'return_statement' ? body[0].namedChildren[0] : null
  if (!value || !identities.has(dottedName(calleeOf(value)) ?? '')) return false
  const given = argumentsOf(value)
  return given.length === 1 && given[0]?.text === parameter
}
