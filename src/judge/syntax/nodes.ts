import type { Node } from 'web-tree-sitter'

/** 1-based line on which a node starts. */
export const lineOf = (node: Node): number => node.startPosition.row + 1

const COMMENTS = new Set(['comment', 'html_comment', 'line_comment', 'block_comment'])

export const isComment = (node: Node): boolean => COMMENTS.has(node.type)

/** What a call calls: `os.system` of `os.system(x)`; null for anything but a call. */
export const calleeOf = (node: Node): Node | null =>
  node.type === 'call' || node.type === 'call_expression'
    ? node.childForFieldName('function')
    : node.type === 'new_expression'
      ? node.childForFieldName('constructor')
      : null

/** Positional arguments of a call, without comments. */
export const argumentsOf = (node: Node): Node[] =>
  (node.childForFieldName('arguments')?.namedChildren ?? []).filter((child) => !isComment(child))

/** Parts of the longest dotted name that is read: reading every link of a chain of thousands takes its square. */
const MOST_PARTS = 32

/** The dotted name that a node spells, as `os.path.join`; null where it is anything but names, or longer than any is. */
export function dottedName(node: Node | null): string | null {
  const parts: string[] = []
  for (let at = node; at && parts.length < MOST_PARTS; ) {
    if (at.type === 'identifier' || at.type === 'this' || at.type === 'import') {
      parts.unshift(at.text)
      return parts.join('.')
    }
    const last = at.childForFieldName('attribute') ?? at.childForFieldName('property')
    if (!last || (at.type !== 'attribute' && at.type !== 'member_expression')) return null
    parts.unshift(last.text)
    at = at.childForFieldName('object')
  }
  return null
}

/** A string without anything computed inside, else null. The text is what stands between the quotes. */
export function plainString(node: Node | null | undefined): string | null {
  if (!node || (node.type !== 'string' && node.type !== 'template_string')) return null
  const inner = node.namedChildren
  if (inner.some(({ type }) => type === 'interpolation' || type === 'template_substitution')) return null
  return inner
    .filter(
      ({ type }) => type === 'string_content' || type === 'string_fragment' || type === 'escape_sequence',
    )
    .map(({ text }) => text)
    .join('')
}

const ASSEMBLING =
  /(?:^|\.)(?:join|chr|decode|reverse|reversed|fromCharCode|atob|b64decode|fromhex|unhexlify|concat|replace|translate)$/

/** Does the expression put a text together from pieces, in order to spell a name that stands nowhere? */
export function isAssembled(node: Node): boolean {
  const pending = [node]
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.type === 'binary_operator' || at.type === 'binary_expression' || at.type === 'concatenated_string')
      return true
    if (at.type === 'interpolation' || at.type === 'template_substitution' || at.type === 'slice') return true
    const callee = calleeOf(at)
    if (
      callee &&
      ASSEMBLING.test(
        callee.childForFieldName('property')?.text ??
          callee.childForFieldName('attribute')?.text ??
          callee.text,
      )
    )
      return true
    pending.push(...at.namedChildren.filter((child) => child !== null))
  }
  return false
}

/** The function, method or lambda that a node stands in. */
export function functionAround(node: Node): Node | null {
  for (let at = node.parent; at; at = at.parent)
    if (/^(?:function_|lambda|arrow_function|method_definition|generator_function)/.test(at.type)) return at
  return null
}

/** Is the node inside a function, method or lambda? */
export const isInFunction = (node: Node): boolean => functionAround(node) !== null

/** Is the node itself what its parent calls? */
export const isCalled = (node: Node): boolean => {
  const callee = node.parent ? calleeOf(node.parent) : null
  return callee !== null && callee.id === node.id
}

/** A literal, or an empty or literal-only container. */
export const isConstant = (node: Node): boolean =>
  /^(?:true|false|none|null|undefined|integer|float|number)$/.test(node.type) ||
  (node.type === 'identifier' && node.text === 'undefined') ||
  (/^(?:string|template_string)$/.test(node.type) &&
    !node.namedChildren.some(({ type }) => /interpolation|substitution/.test(type))) ||
  (/^(?:list|tuple|dictionary|array|object|parenthesized_expression|unary_operator|unary_expression)$/.test(
    node.type,
  ) &&
    node.namedChildren.every(isConstant))

/** A text that stands there, in one piece or in several. */
export function isWrittenOut(node: Node | null | undefined): boolean {
  if (!node) return false
  // A list, since a sum may be as deep as it is long.
  const pending = [node]
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (plainString(at) !== null) continue
    if (!/^(?:binary_operator|binary_expression|concatenated_string|parenthesized_expression)$/.test(at.type))
      return false
    pending.push(...at.namedChildren)
  }
  return true
}

/** Does a call hand on nothing but all that its function was given: `f(*values, **options)`, `f(...values)`? */
export const handsOnAll = (call: Node): boolean =>
  argumentsOf(call).every(({ type }) => /splat|spread/.test(type))

/** The node inside any number of parentheses. */
export function unwrap(node: Node): Node {
  let at = node
  while (at.type === 'parenthesized_expression' && at.namedChildCount === 1 && at.namedChildren[0])
    at = at.namedChildren[0]
  return at
}
