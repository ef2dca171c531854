import type { Node } from 'web-tree-sitter'
import {
  argumentsOf,
  calleeOf,
  dottedName,
  isConstant,
  isWrittenOut,
  plainString,
  unwrap,
} from '../syntax/nodes.ts'
import { type IntegrityCheck, signalAt } from './check.ts'

const TEXT = 'a text is put together in a way that hides what goes into it'
const CARRIER = 'a value is thrown only to be caught at once'
const COPY = 'a value is written out and read in again, and stays what it was'

/**
 * Texts and values that take a longer way than any honest reason asks for, and on which rules lose them: pieces that
 * stand there written out and are joined by a call, markers replaced in a literal, exceptions that carry a value out of
 * their own `try`. What is joined, filled in or thrown elsewhere is none of these.
 */
export const checkDetours: IntegrityCheck = ({ tree, language }) =>
  tree.nodes.flatMap((node) => {
    const what = language === 'python' ? detourOfPython(node) : detourOfScript(node)
    return what === null ? [] : [signalAt('roundabout-value', node, what)]
  })

function detourOfPython(node: Node): string | null {
  if (node.type === 'try_statement') return carriesInPython(node) ? CARRIER : null
  if (node.type === 'for_statement' || node.type === 'for_in_clause') return loopOfOne(node)
  const callee = calleeOf(node)
  if (!callee) return null
  const values = argumentsOf(node)
  const owner = callee.childForFieldName('object')
  switch (callee.childForFieldName('attribute')?.text ?? callee.text) {
    case 'join':
      return plainString(owner) === '' && isMixedList(values[0]) ? TEXT : null
    case 'format_map':
      return values[0]?.type === 'dictionary' ? TEXT : null
    case 'replace':
      return isFilledLiteral(owner, values[1]) ? TEXT : null
    case 'substitute':
    case 'safe_substitute':
      return owner && /(?:^|\.)Template$/.test(dottedName(calleeOf(owner)) ?? '') && isLiteralCall(owner)
        ? TEXT
        : null
    case 'reduce':
      return isMixedList(values[1]) ? TEXT : null
    case 'setattr':
      return isName(plainString(values[1])) && values[0]?.type === 'identifier' && values[0].text !== 'self'
        ? 'an attribute is set by a name that could be written as it is'
        : null
    case 'loads':
      return isOwnCopy(node, values[0]) ? COPY : null
    default:
      return null
  }
}

function detourOfScript(node: Node): string | null {
  if (node.type === 'try_statement') return carriesInScript(node) ? CARRIER : null
  if (node.type === 'for_in_statement') return loopOfOne(node)
  if (node.type === 'if_statement')
    return isIdleCoercion(node) ? 'a text is turned into the text that it is' : null
  if (node.type === 'subscript_expression' && isPickOfMapped(node))
    return 'a value is put into a container and taken out at once'
  if (node.type === 'member_expression' && isPickOfAssigned(node))
    return 'a value is put into an object and taken out at once'
  const callee = calleeOf(node)
  if (!callee) return null
  if (node.type === 'call_expression' && callee.text === 'String.raw')
    return isRawForNothing(node) ? TEXT : null
  const inner = unwrap(callee)
  if (isGiver(inner)) return 'a function that only gives back a value is called where it stands'
  const values = argumentsOf(node)
  const owner = callee.childForFieldName('object')
  switch (callee.childForFieldName('property')?.text) {
    case 'join':
      return plainString(values[0]) === '' && isMixedList(owner) && holdsParameter(owner) ? TEXT : null
    case 'concat':
      return plainString(owner) === '' && values.some((value) => !isConstant(value)) ? TEXT : null
    case 'replace':
    case 'replaceAll':
      return isFilledLiteral(owner, values[1]) ? TEXT : null
    case 'reduce':
      return isMixedList(owner) ? TEXT : null
    default:
      return null
  }
}

/** Calls in a row that are followed back to the literal that they fill. */
const MAX_FILLINGS = 30

/** `for value in [name]`: a loop over one value that is written out there. */
function loopOfOne(node: Node): string | null {
  const over = node.childForFieldName('right')
  const only = over && /^(?:list|tuple|array)$/.test(over.type) ? over.namedChildren : []
  if (only.length !== 1 || !only[0]) return null
  if (/^(?:identifier|attribute|member_expression)$/.test(only[0].type)) return 'a loop goes over one value'
  // A list of one literal may grow; a loop that does not even look at it only goes round.
  const name = node.childForFieldName('left')?.text
  const body = node.childForFieldName('body')
  const isUsed = body?.descendantsOfType('identifier').some(({ text }) => text === name) ?? true
  return isConstant(only[0]) && !isUsed ? 'a loop goes round once' : null
}

/** `if (typeof x === 'string') x = String(x)`. */
function isIdleCoercion(node: Node): boolean {
  const tested = /^\(typeof ([\w$]+) ===? ['"]string['"]\)$/.exec(
    node.childForFieldName('condition')?.text ?? '',
  )?.[1]
  const then =
    node
      .childForFieldName('consequence')
      ?.text.replace(/^\{\s*|\s*\}$/g, '')
      .replace(/;$/, '') ?? ''
  return tested !== undefined && IDLE.some((write) => write(tested) === then)
}

const IDLE: readonly ((name: string) => string)[] = [
  (name) => `${name} = String(${name})`,
  (name) => `${name} = \`\${${name}}\``,
  (name) => `${name} = ${name}.toString()`,
  (name) => `${name} = ${name} + ''`,
]

/** `["a", b]`, written out: a literal text and something else side by side. */
function isMixedList(node: Node | null | undefined): boolean {
  if (!node || !/^(?:list|tuple|array)$/.test(node.type)) return false
  return (
    node.namedChildren.some((child) => plainString(child) !== null) &&
    node.namedChildren.some((child) => !isConstant(child))
  )
}

/**
 * Does a list hold a parameter as the function got it? What was escaped before, or is escaped by a call in the list, may
 * well be joined there.
 */
function holdsParameter(list: Node | null): boolean {
  const names = new Set(
    list?.namedChildren.filter(({ type }) => type === 'identifier').map(({ text }) => text),
  )
  for (let at = list?.parent; at && names.size > 0; at = at.parent) {
    const parameters = at.childForFieldName('parameters') ?? at.childForFieldName('parameter')
    if (!parameters) continue
    const given = new Set(parameters.descendantsOfType('identifier').map(({ text }) => text))
    const written = new Set(
      (at.childForFieldName('body')?.descendantsOfType(['assignment_expression']) ?? []).map(
        (assignment) => assignment.childForFieldName('left')?.text,
      ),
    )
    if ([...names].some((name) => given.has(name) && !written.has(name))) return true
  }
  return false
}

/** `"… @ …".replace("@", x)`, any number of them: a literal with its gaps filled by calls. */
function isFilledLiteral(owner: Node | null, filling: Node | undefined): boolean {
  if (!filling || isConstant(filling)) return false
  let root = owner
  for (let at = 0; root && at < MAX_FILLINGS; at++) {
    const callee = calleeOf(root)
    if (!callee) break
    root = callee.childForFieldName('object')
  }
  return isWrittenOut(root)
}

const isLiteralCall = (call: Node): boolean => plainString(argumentsOf(call)[0]) !== null

const isName = (text: string | null): boolean => text !== null && /^[A-Za-z]\w*$/.test(text)

/** `x = json.loads(json.dumps(x))`. */
function isOwnCopy(node: Node, written: Node | undefined): boolean {
  if (!written) return false
  const [copied, ...options] = argumentsOf(written)
  return (
    calleeOf(written)?.childForFieldName('attribute')?.text === 'dumps' &&
    copied?.type === 'identifier' &&
    options.length === 0 &&
    node.parent?.type === 'assignment' &&
    node.parent.childForFieldName('left')?.text === copied.text
  )
}

/** `try: raise E(x)` `except E as e: … e.args …`. */
function carriesInPython(node: Node): boolean {
  if (lastStatement(node.childForFieldName('body'))?.type !== 'raise_statement') return false
  return node.namedChildren.some((clause) => {
    if (clause.type !== 'except_clause') return false
    const carrier = clause.descendantsOfType('as_pattern_target')[0]?.text
    return (
      carrier !== undefined &&
      clause.descendantsOfType('attribute').some(({ text }) => text === `${carrier}.args`)
    )
  })
}

/** `try { throw { value } } catch (e) { … e.value … }`. */
function carriesInScript(node: Node): boolean {
  const last = lastStatement(node.childForFieldName('body'))
  return last?.type === 'throw_statement' && last.namedChildren[0]?.type === 'object'
}

const lastStatement = (body: Node | null): Node | null => body?.namedChildren.at(-1) ?? null

/** `[x].map(f)[0]`. */
function isPickOfMapped(node: Node): boolean {
  const index = node.childForFieldName('index')
  const made = node.childForFieldName('object')
  const list = made ? calleeOf(made)?.childForFieldName('object') : null
  return (
    index?.type === 'number' &&
    list?.type === 'array' &&
    list.namedChildCount > 0 &&
    !list.namedChildren.every(isConstant)
  )
}

/** `Object.assign({}, { value: x }).value`. */
function isPickOfAssigned(node: Node): boolean {
  const made = node.childForFieldName('object')
  const name = node.childForFieldName('property')?.text
  return (
    made !== null &&
    dottedName(calleeOf(made)) === 'Object.assign' &&
    argumentsOf(made).some(
      (value) =>
        value.type === 'object' &&
        value.namedChildren.some((pair) => (pair.childForFieldName('key') ?? pair).text === name),
    )
  )
}

/** A template without a backslash has nothing that `String.raw` could leave raw. */
function isRawForNothing(node: Node): boolean {
  const template = node.childForFieldName('arguments')
  return (
    template?.type === 'template_string' &&
    !template.text.includes('\\') &&
    template.namedChildren.some(({ type }) => type === 'template_substitution')
  )
}

/** `() => held`, `function* (value) { yield value }`. */
function isGiver(node: Node): boolean {
  const body = node.childForFieldName('body')
  if (!body) return false
  if (node.type === 'arrow_function')
    return body.type === 'identifier' && (node.childForFieldName('parameters')?.namedChildCount ?? 1) === 0
  if (node.type !== 'generator_function') return false
  const only = body.namedChildCount === 1 ? body.namedChildren[0]?.namedChildren[0] : undefined
  return only?.type === 'yield_expression' && only.namedChildren[0]?.type === 'identifier'
}
