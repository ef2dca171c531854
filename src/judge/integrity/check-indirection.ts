import type { Node } from 'web-tree-sitter'
import {
  argumentsOf,
  calleeOf,
  dottedName,
  handsOnAll,
  isConstant,
  isInFunction,
  unwrap,
} from '../syntax/nodes.ts'
import { type CheckedSource, type IntegrityCheck, signalAt } from './check.ts'
import { isNamespace } from './modules.ts'

/**
 * Calls whose callee is worked out in place although only one function can come out: `(lambda x: f(x))(v)`,
 * `{"go": f}["go"](v)`, `(f, None)[0](v)`, `(0, f)(v)`, `f.bind(o)(v)`. No rule matches such a call, and honest code has
 * no reason for one. A table that is asked by a variable is a table.
 */
export const checkIndirection: IntegrityCheck = (source) =>
  source.tree.nodes.flatMap((node) => {
    const callee = calleeOf(node)
    if (!callee) return []
    const what = source.language === 'python' ? roundaboutPython(callee) : roundaboutScript(callee)
    return what === null ? [] : [signalAt('dynamic-dispatch', node, what)]
  })

const IN_PLACE = 'what is called is worked out in place, though only one function can come out'

function roundaboutPython(callee: Node): string | null {
  const inner = unwrap(callee)
  if (inner.type === 'lambda') return 'a lambda is called where it stands'
  if (inner.type === 'named_expression') return 'a function gets another name where it is called'
  if (isFixedPick(inner) || isFixedChoice(inner)) return IN_PLACE
  if (inner.type === 'call' && /^(?:functools\.)?partial$/.test(dottedName(calleeOf(inner)) ?? ''))
    return 'a partial function is called where it stands'
  return null
}

function roundaboutScript(callee: Node): string | null {
  const inner = unwrap(callee)
  if (inner.type === 'sequence_expression') return 'a function is called through a comma'
  if (isFixedPick(inner) || isFixedChoice(inner)) return IN_PLACE
  if (inner.type === 'call_expression' && calleeOf(inner)?.childForFieldName('property')?.text === 'bind')
    return 'a bound function is called where it stands'
  const owner = inner.type === 'member_expression' ? inner.childForFieldName('object') : null
  if (owner && unwrap(owner).type === 'object') return IN_PLACE
  if (owner && isEmptyProxy(unwrap(owner))) return 'a proxy that changes nothing stands before a module'
  return null
}

/** One fixed entry of a list or table that is written out there. */
export function isFixedPick(node: Node): boolean {
  if (node.type !== 'subscript' && node.type !== 'subscript_expression') return false
  const owner = node.childForFieldName('value') ?? node.childForFieldName('object')
  const key = node.childForFieldName('subscript') ?? node.childForFieldName('index')
  return (
    owner !== null &&
    key !== null &&
    /^(?:list|tuple|dictionary|array|object)$/.test(unwrap(owner).type) &&
    isConstant(key)
  )
}

/** `f if True else g`, `None or f`. */
function isFixedChoice(node: Node): boolean {
  if (node.type === 'boolean_operator') return node.namedChildren.some(isConstant)
  if (node.type === 'conditional_expression') return isConstant(node.namedChildren[1] ?? node)
  if (node.type === 'ternary_expression') return isConstant(node.childForFieldName('condition') ?? node)
  return (
    node.type === 'binary_expression' &&
    /^(?:\|\||&&|\?\?)$/.test(node.childForFieldName('operator')?.text ?? '') &&
    node.namedChildren.some(isConstant)
  )
}

const isEmptyProxy = (node: Node): boolean =>
  node.type === 'new_expression' &&
  calleeOf(node)?.text === 'Proxy' &&
  argumentsOf(node)[1]?.namedChildCount === 0

const FUNCTIONS =
  /^(?:function_definition|lambda|function_declaration|arrow_function|function_expression|method_definition)$/

/**
 * A function of one's own that does nothing but hand everything it gets to a function of a module: the module's
 * function under another name. A decorator hands on to what it was given, which is no module's.
 */
export const checkForwarders: IntegrityCheck = ({ tree, modules }: CheckedSource) =>
  tree.nodes.flatMap((node) => {
    if (!FUNCTIONS.test(node.type)) return []
    const call = onlyCallOf(node)
    const name = call && dottedName(calleeOf(call))
    const isGiven = name !== null && defaultsOf(node).has(name)
    if (
      !call ||
      !name ||
      (!isGiven && !(name.includes('.') && isNamespace(name.split('.')[0] ?? '', modules)))
    )
      return []
    return argumentsOf(call).length > 0 && handsOnAll(call)
      ? [signalAt('sink-alias', node, `${name} is handed around under another name`)]
      : []
  })

/** Parameters that come with a value of their own: `act` of `def forward(*values, act=open)`. */
const defaultsOf = (node: Node): ReadonlySet<string> =>
  new Set(
    (node.childForFieldName('parameters')?.namedChildren ?? []).flatMap((one) =>
      /^(?:default_parameter|typed_default_parameter|assignment_pattern)$/.test(one.type)
        ? ((one.childForFieldName('name') ?? one.childForFieldName('left'))?.text ?? [])
        : [],
    ),
  )

/**
 * An entry that only hands everything it gets to another function of the same text, or is that function under another
 * name: rules that ask what a function is called, and what its parameters are, ask the wrong one.
 */
export const checkEntries: IntegrityCheck = ({ tree }: CheckedSource) => {
  const own = new Set(
    tree.root.namedChildren.flatMap((node) => {
      const declared = declaredBy(node)
      return declared && /^function_(?:definition|declaration)$/.test(declared.type)
        ? (declared.childForFieldName('name')?.text ?? [])
        : []
    }),
  )
  return tree.root.namedChildren.flatMap((node) => {
    const declared = declaredBy(node)
    const target = declared && (forwardedBy(declared) ?? assignedBy(declared))
    return target && own.has(target)
      ? [signalAt('sink-alias', node, `${target} is handed around under another name`)]
      : []
  })
}

/** The function behind `export` or a decorator. */
const declaredBy = (node: Node): Node | null =>
  node.type === 'export_statement'
    ? node.childForFieldName('declaration')
    : node.type === 'decorated_definition'
      ? node.childForFieldName('definition')
      : node

/** `work` of `def entry(*values, **options): return work(*values, **options)`. */
function forwardedBy(node: Node): string | null {
  if (!/^function_(?:definition|declaration)$/.test(node.type)) return null
  const parameters = node.childForFieldName('parameters')?.namedChildren ?? []
  const call = onlyCallOf(node)
  const isEverything =
    parameters.length > 0 && parameters.every((one) => /splat|rest/.test(oneInside(one).type))
  return call && isEverything && argumentsOf(call).length > 0 && handsOnAll(call)
    ? (calleeOf(call)?.text ?? null)
    : null
}

/** `work` of `entry = work` at the top of a module. */
function assignedBy(node: Node): string | null {
  const assignment = node.type === 'expression_statement' ? node.namedChildren[0] : null
  const right = assignment?.type === 'assignment' ? assignment.childForFieldName('right') : null
  return right?.type === 'identifier' && assignment?.childForFieldName('left')?.type === 'identifier'
    ? right.text
    : null
}

/** TypeScript has one more node around a parameter. */
const oneInside = (parameter: Node): Node =>
  (parameter.type === 'required_parameter' ? parameter.childForFieldName('pattern') : null) ?? parameter

/**
 * `const step = (...values) => table.method(...values)` inside a function: a method of an object at hand under another
 * name. At the top of a module that is how one is offered to others, and loggers are handed around so.
 */
export const checkLocalForwarders: IntegrityCheck = ({ tree, language }: CheckedSource) =>
  language === 'python'
    ? []
    : tree.nodes.flatMap((node) => {
        if (node.type !== 'arrow_function' || node.parent?.type !== 'variable_declarator') return []
        const [first, ...others] = node.childForFieldName('parameters')?.namedChildren ?? []
        const only = first && oneInside(first)
        const call = only?.type === 'rest_pattern' && others.length === 0 ? onlyCallOf(node) : null
        const name = call && (dottedName(calleeOf(call)) ?? calleeOf(call)?.text)
        if (!call || !name || !/[.[]/.test(name) || LOGGERS.test(name) || !isInFunction(node.parent))
          return []
        const handed = argumentsOf(call)
        return handed.length === 1 && handed[0]?.text === only?.text
          ? [signalAt('sink-alias', node, `${name} is handed around under another name`)]
          : []
      })

const LOGGERS = /^(?:this\b|super\b|console\b|(?:\w+\.)*\w*log(?:ger)?\.)/i

/** The call that is all a function does. */
function onlyCallOf(node: Node): Node | null {
  const body = node.childForFieldName('body')
  if (!body) return null
  const isBlock = body.type === 'block' || body.type === 'statement_block'
  const statements = isBlock ? body.namedChildren.filter(({ type }) => type !== 'comment') : []
  const only = isBlock ? (statements.length === 1 ? statements[0]?.namedChildren[0] : undefined) : body
  return only && (only.type === 'call' || only.type === 'call_expression') ? only : null
}
