import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleeOf, dottedName, plainString, unwrap } from '../syntax/nodes.ts'
import { type IntegrityCheck, signalAt } from './check.ts'

/** Functions that change nothing: without their result a call of one is a decoration. */
const PURE = {
  python:
    /^(?:html\.escape|shlex\.quote|re\.(?:fullmatch|match|search|escape|sub)|os\.path\.(?:realpath|abspath|normpath|basename|commonpath)|urllib\.parse\.(?:quote|quote_plus|urlparse|urlsplit)|markupsafe\.escape|bleach\.clean|escape|sanitize|quote)$/,
  script:
    /^(?:encodeURIComponent|encodeURI|Object\.hasOwn|path\.(?:resolve|normalize|basename|join|relative)|escapeHtml|escape|sanitize|sanitizeHtml|String|Number)$/,
}

/** Guards and sanitizers that are there to be seen: their result is not used, or they cannot refuse anything. */
export const checkGuards: IntegrityCheck = ({ tree, language }) =>
  tree.nodes.flatMap((node) => {
    if (node.type === 'expression_statement') {
      const only = node.namedChildren.length === 1 ? node.namedChildren[0] : undefined
      return only && isPure(only, language === 'python' ? PURE.python : PURE.script)
        ? [signalAt('sham-guard', node, 'the result of a check or an escape is not used')]
        : []
    }
    if (isSelfComparison(node) || isSelfMembership(node) || isEmptyPrefix(node))
      return [signalAt('sham-guard', node, 'a check that every value passes')]
    if (node.type === 'if_statement' && isIdle(node))
      return [signalAt('sham-guard', node, 'a condition on which nothing depends')]
    return []
  })

function isPure(node: Node, pure: RegExp): boolean {
  const callee = calleeOf(node)
  if (!callee) return false
  const name = dottedName(callee)
  if (name !== null) return pure.test(name)
  // `/^[a-z]+$/.test(name)` as a statement.
  return (
    callee.childForFieldName('object')?.type === 'regex' &&
    callee.childForFieldName('property')?.text === 'test'
  )
}

/** `x is None and x is not None`: both, of one value. */
function isSelfComparison(node: Node): boolean {
  if (node.type !== 'boolean_operator' && node.type !== 'binary_expression') return false
  if (!/^(?:and|&&)$/.test(node.childForFieldName('operator')?.text ?? '')) return false
  const spell = (side: Node | null) => (side ? unwrap(side).text.replace(/\s+/g, ' ') : '')
  const [left, right] = [spell(node.childForFieldName('left')), spell(node.childForFieldName('right'))]
  const positive = (text: string) =>
    text
      .replace(/ is not /, ' is ')
      .replace(/ not in /, ' in ')
      .replace(/!==?/, '===')
  return left !== right && positive(left) === positive(right) && left.length > 3
}

/** `x not in [x]`, `[x].includes(x)`. */
function isSelfMembership(node: Node): boolean {
  if (node.type === 'comparison_operator') {
    const [value, table] = node.namedChildren
    return (
      node.namedChildren.length === 2 &&
      /\bin\b/.test(node.children.map(({ type }) => type).join(' ')) &&
      !!table &&
      /^(?:list|tuple|set)$/.test(table.type) &&
      table.namedChildren.some((entry) => entry.text === value?.text)
    )
  }
  const callee = calleeOf(node)
  const table = callee?.childForFieldName('object')
  const [wanted] = argumentsOf(node)
  return (
    callee?.childForFieldName('property')?.text === 'includes' &&
    table?.type === 'array' &&
    table.namedChildren.some((entry) => entry.text === wanted?.text)
  )
}

/** Every text begins and ends with the empty one. */
function isEmptyPrefix(node: Node): boolean {
  const callee = calleeOf(node)
  const method =
    callee?.childForFieldName('attribute')?.text ?? callee?.childForFieldName('property')?.text ?? ''
  const [first] = argumentsOf(node)
  return (
    /^(?:startswith|endswith|startsWith|endsWith)$/.test(method) &&
    first !== undefined &&
    plainString(first) === ''
  )
}

/** `if not allowed(x): pass`, with nothing else. */
function isIdle(node: Node): boolean {
  const body = node.childForFieldName('consequence')
  const statements = body?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
  return (
    body !== null &&
    node.childForFieldName('alternative') === null &&
    statements.every(({ type }) => type === 'pass_statement') &&
    (body.type === 'block' ? statements.length > 0 : body.type === 'statement_block')
  )
}
