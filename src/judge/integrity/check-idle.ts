import type { Node } from 'web-tree-sitter'
import {
  argumentsOf,
  calleeOf,
  dottedName,
  handsOnAll,
  isCalled,
  isComment,
  isConstant,
  unwrap,
} from '../syntax/nodes.ts'
import { type IntegrityCheck, signalAt } from './check.ts'

const OWN_FUNCTION = /^function_(?:definition|declaration)$/

const CARRIED = 'a value is put into a container and taken out at once'

/**
 * Code around code that changes nothing of what it does: contexts that keep nothing out, loops that are left at once,
 * conditions of literals, functions that are made to be called once where they stand, checks that cannot refuse. Rules
 * that look for a form, or follow a value, lose it there.
 */
export const checkIdle: IntegrityCheck = ({ tree }) => {
  const accepting = acceptingFunctions(tree.nodes)
  return tree.nodes.flatMap((node) => {
    const what =
      idleContext(node) ??
      idleLoop(node) ??
      idleCondition(node) ??
      idleChoice(node) ??
      idleCopy(node) ??
      idleClass(node) ??
      idleFunction(node) ??
      idleStatement(node, accepting) ??
      detourByStatements(node)
    return what === null ? [] : [signalAt('roundabout-value', node, what)]
  })
}

/** `with contextlib.suppress():`, `with contextlib.nullcontext():`. */
function idleContext(node: Node): string | null {
  if (node.type !== 'with_item') return null
  const call = node.childForFieldName('value')
  return call !== null &&
    /^(?:contextlib\.)?(?:suppress|nullcontext)$/.test(dottedName(calleeOf(call)) ?? '') &&
    argumentsOf(call).length === 0
    ? 'a context that keeps nothing out'
    : null
}

/** `while True: …; return x` and `for (;;) { …; return x }`, with no way to a second round. */
function idleLoop(node: Node): string | null {
  if (node.type !== 'while_statement' && node.type !== 'for_statement' && node.type !== 'do_statement')
    return null
  const condition = node.childForFieldName('condition')
  const isEndless =
    node.type === 'for_statement'
      ? condition === null || condition.type === 'empty_statement'
      : condition !== null && isConstant(unwrap(condition))
  const body = node.childForFieldName('body')
  // Python's `for … in` has no condition either.
  if (!isEndless || !body || node.childForFieldName('right') !== null) return null
  const last = body.namedChildren.filter((child) => !isComment(child)).at(-1)
  const isLeft =
    (node.type === 'do_statement' && /^\(?false\)?$/.test(condition?.text ?? '')) ||
    /^(?:return_statement|break_statement|raise_statement|throw_statement)$/.test(last?.type ?? '')
  return isLeft && body.descendantsOfType('continue_statement').length === 0
    ? 'a loop is left in its first round'
    : null
}

const COUNTED = /^(?:len|int|str|bool|abs|min|max|sum|float)$/

/** `if True:`, `if len("a") == 1:`. */
function idleCondition(node: Node): string | null {
  if (node.type !== 'if_statement') return null
  const condition = node.childForFieldName('condition')
  if (!condition) return null
  const names = condition.descendantsOfType(['identifier', 'attribute', 'member_expression', 'this'])
  return names.every((name) => name.type === 'identifier' && COUNTED.test(name.text) && isCalled(name))
    ? 'a condition of literals'
    : null
}

/** `x === undefined ? undefined : x`, `f"{x}" if isinstance(x, str) else x`. */
function idleChoice(node: Node): string | null {
  const what = 'either way it is the same value'
  if (node.type === 'ternary_expression') {
    const asked = /^\(?([\w$.]+) ===? (undefined|null)\)?$/.exec(
      node.childForFieldName('condition')?.text ?? '',
    )
    return asked !== null &&
      node.childForFieldName('consequence')?.text === asked[2] &&
      node.childForFieldName('alternative')?.text === asked[1]
      ? what
      : null
  }
  if (node.type !== 'conditional_expression') return null
  const [then, condition, otherwise] = node.namedChildren
  const name = otherwise?.type === 'identifier' ? otherwise.text : null
  if (name === null || !then || !condition) return null
  const isText = condition.text.startsWith(`isinstance(${name}, `)
  const same = new Set([
    name,
    `${name}[:]`,
    `f"{${name}}"`,
    `f'{${name}}'`,
    `str(${name})`,
    `"{}".format(${name})`,
  ])
  return then.text === name || (isText && same.has(then.text)) ? what : null
}

/** `x.encode("utf-8").decode("utf-8")`, `functools.reduce(lambda _, value: value, [x], None)`, `[x].reduce((_, v) => v)`. */
function idleCopy(node: Node): string | null {
  const callee = calleeOf(node)
  if (!callee) return null
  const given = argumentsOf(node)
  const owner = callee.childForFieldName('object')
  const method = callee.childForFieldName('attribute')?.text ?? callee.childForFieldName('property')?.text
  const spell = (list: readonly Node[]) => list.map(({ text }) => text.toLowerCase()).join()
  if (method === 'decode' && owner?.type === 'call') {
    const inner = calleeOf(owner)
    if (
      inner?.childForFieldName('attribute')?.text === 'encode' &&
      spell(argumentsOf(owner)) === spell(given) &&
      given.length < 2
    )
      return 'a text is turned into bytes and back'
  }
  if (
    method === 'get' &&
    owner &&
    dottedName(calleeOf(unwrap(owner))) === 'Map' &&
    argumentsOf(unwrap(owner)).length === 1
  )
    return CARRIED
  const reducer = method === 'reduce' || dottedName(callee) === 'reduce' ? given[0] : undefined
  if (reducer && isPicker(reducer)) return 'a fold that only gives back a value'
  return null
}

/** `lambda _, value: value`, `(_, value) => value`. */
function isPicker(node: Node): boolean {
  const body = node.childForFieldName('body')
  const parameters = node.childForFieldName('parameters')?.namedChildren ?? []
  return (
    /^(?:lambda|arrow_function)$/.test(node.type) &&
    body?.type === 'identifier' &&
    parameters.some(({ text }) => text === body.text)
  )
}

/** `type("Holder", (), {})`, `new (class { … })(x)`. */
function idleClass(node: Node): string | null {
  const callee = calleeOf(node)
  if (!callee) return null
  if (node.type === 'new_expression')
    return unwrap(callee).type === 'class' ? 'a class is made to be used once where it stands' : null
  const given = argumentsOf(node)
  return dottedName(callee) === 'type' && given.length === 3 && given.every(isConstant)
    ? 'an empty class is made to hold a value'
    : null
}

/** A function that only wraps what stands in it, or hands everything on: nested and called at once, or a decorator. */
function idleFunction(node: Node): string | null {
  if (!OWN_FUNCTION.test(node.type)) return null
  const statements = (node.childForFieldName('body')?.namedChildren ?? []).filter(
    (child) => !isComment(child) && child.namedChildren[0]?.type !== 'string',
  )
  const [first, second] = statements
  if (statements.length !== 2 || !first || second?.type !== 'return_statement') return null
  const inner = first.type === 'decorated_definition' ? first.childForFieldName('definition') : first
  const name = inner?.childForFieldName('name')?.text
  const given = second.namedChildren[0]
  if (!inner || !OWN_FUNCTION.test(inner.type) || !name || !given) return null
  const isCalledAtOnce =
    calleeOf(given)?.text === name && argumentsOf(given).length === 0 && parametersOf(inner).length === 0
  if (
    isCalledAtOnce &&
    !inner
      .descendantsOfType('identifier')
      .slice(1)
      .some(({ text }) => text === name)
  )
    return 'a function is made to be called once where it stands'
  const [wrapped, ...others] = parametersOf(node)
  return given.text === name &&
    wrapped !== undefined &&
    others.length === 0 &&
    handsEverythingTo(inner, wrapped.text)
    ? 'a decorator that changes nothing'
    : null
}

const parametersOf = (node: Node): Node[] =>
  (node.childForFieldName('parameters')?.namedChildren ?? []).filter((child) => !isComment(child))

/** What a function gives back where that is all it does. */
function onlyReturned(node: Node): Node | undefined {
  const statements = (node.childForFieldName('body')?.namedChildren ?? []).filter(
    (child) => !isComment(child),
  )
  return statements.length === 1 && statements[0]?.type === 'return_statement'
    ? statements[0].namedChildren[0]
    : undefined
}

/** `return function(*values, **options)` and nothing else. */
function handsEverythingTo(node: Node, target: string): boolean {
  const call = onlyReturned(node)
  return call !== undefined && calleeOf(call)?.text === target && handsOnAll(call)
}

/** Functions of a text whose body is one `return True`. */
const acceptingFunctions = (nodes: readonly Node[]): ReadonlySet<string> =>
  new Set(
    nodes.flatMap((node) => {
      const value = OWN_FUNCTION.test(node.type) ? onlyReturned(node) : undefined
      return value && isConstant(value) ? (node.childForFieldName('name')?.text ?? []) : []
    }),
  )

/** `validate(x)`, of a function that accepts everything, or of one whose answer nobody asks for. */
function idleStatement(node: Node, accepting: ReadonlySet<string>): string | null {
  const only = node.type === 'expression_statement' ? node.namedChildren[0] : undefined
  const name = only && calleeOf(only)?.text
  return name !== undefined && accepting.has(name) ? 'a check that accepts everything' : null
}

/** `const store = new WeakMap([[key, x]])` before `x = store.get(key)`. */
function takesBackInScript(node: Node, assignment: Node): boolean {
  const right = assignment.childForFieldName('right')
  const callee = right && calleeOf(right)
  const name = assignment.childForFieldName('left')
  if (
    name?.type !== 'identifier' ||
    !/^(?:get|pop|shift|at)$/.test(callee?.childForFieldName('property')?.text ?? '')
  )
    return false
  // Asked last: a sibling is found by going through all that stand before it.
  const before = node.previousNamedSibling
  const declared = before?.type === 'lexical_declaration' ? before.namedChildren[0] : undefined
  return (
    declared?.type === 'variable_declarator' &&
    callee?.childForFieldName('object')?.text === declared.childForFieldName('name')?.text &&
    (declared.childForFieldName('value')?.descendantsOfType('identifier') ?? []).some(
      ({ text }) => text === name.text,
    )
  )
}

/** Statements that only carry a value around: `(x,) = (x,)`, a queue of one, a name that is given back at once. */
function detourByStatements(node: Node): string | null {
  const assignment = node.type === 'expression_statement' ? node.namedChildren[0] : undefined
  if (assignment?.type === 'assignment') {
    const left = assignment.childForFieldName('left')
    const right = assignment.childForFieldName('right')
    if (
      left &&
      right &&
      /^(?:tuple_pattern|list_pattern)$/.test(left.type) &&
      /^(?:tuple|list)$/.test(right.type) &&
      left.namedChildCount === 1 &&
      right.namedChildCount === 1
    )
      return CARRIED
    if (
      left?.type === 'pattern_list' &&
      /^(?:tuple|list)$/.test(right?.type ?? '') &&
      /(?:^|,)\s*\*/.test(left.text)
    )
      return CARRIED
    if (left && right && takesBack(node, left, right)) return CARRIED
  }
  if (assignment?.type === 'assignment_expression' && takesBackInScript(node, assignment)) return CARRIED
  if (node.type === 'if_statement') {
    const named = node.childForFieldName('condition')?.descendantsOfType('named_expression')[0]
    const name = named?.childForFieldName('name')?.text
    const value = named?.childForFieldName('value')
    const then = node.childForFieldName('consequence')?.namedChildren ?? []
    if (value?.type === 'identifier' && then.some(({ text }) => text === `${value.text} = ${name}`))
      return 'a value gets another name and is given back at once'
  }
  return null
}

/** `line = deque([x])` before `x = line.popleft()`: what goes in comes out. */
function takesBack(node: Node, left: Node, right: Node): boolean {
  const callee = calleeOf(right)
  if (
    left.type !== 'identifier' ||
    !/^(?:pop|popleft|get|get_nowait|popitem)$/.test(callee?.childForFieldName('attribute')?.text ?? '')
  )
    return false
  const before = node.previousNamedSibling?.namedChildren[0]
  return (
    before?.type === 'assignment' &&
    callee?.childForFieldName('object')?.text === before.childForFieldName('left')?.text &&
    new RegExp(`[([{]${left.text}[)\\]}]`).test(before.childForFieldName('right')?.text ?? '')
  )
}
