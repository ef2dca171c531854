import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleeOf, dottedName, isWrittenOut, plainString, unwrap } from '../syntax/nodes.ts'
import { type IntegrityCheck, signalAt } from './check.ts'

const ENCODED = 'a text is written in another encoding'

/**
 * Texts that stand there and cannot be read: `bytes.fromhex("…").decode()`, `"".join(map(chr, [118, 97]))`,
 * `b"value".decode()`, `String.fromCharCode(103, 101, 116)`, `atob("…")`, `'pre' + 'pare'`. Bytes that stay bytes are
 * none: pictures and magic numbers are written so. Neither are code points that nobody could type.
 */
export const checkEncodings: IntegrityCheck = ({ tree, language }) =>
  tree.nodes.flatMap((node) => {
    if (isSplitName(node)) return [signalAt('roundabout-value', node, 'a name is written in two pieces')]
    const hidden = language === 'python' ? isEncodedInPython(node) : isEncodedInScript(node)
    return hidden ? [signalAt('roundabout-value', node, ENCODED)] : []
  })

const READERS =
  /^(?:(?:base64\.)?\w*b(?:16|32|64|85)decode|bytes\.fromhex|bytearray\.fromhex|(?:binascii\.)?(?:unhexlify|a2b_\w+))$/

function isEncodedInPython(node: Node): boolean {
  const callee = calleeOf(node)
  if (!callee) return false
  const [first, second] = argumentsOf(node)
  const owner = callee.childForFieldName('object')
  switch (callee.childForFieldName('attribute')?.text) {
    case 'decode':
      if (dottedName(callee) === 'codecs.decode') return isWrittenOut(first) && plainString(second) !== null
      return owner !== null && (isBytes(owner) || isReadFromText(owner))
    case 'join':
      return plainString(owner) === '' && isListOfCodes(givenTo(node) ?? node)
    default:
      return dottedName(callee) === 'str' && first !== undefined && isReadFromText(first)
  }
}

/** `base64.b64decode("…")`, `bytes.fromhex("…")`, `bytes([118, 97])`: of something that stands there. */
function isReadFromText(node: Node): boolean {
  const [first] = argumentsOf(node)
  const name = dottedName(calleeOf(node)) ?? ''
  if (first === undefined) return false
  return READERS.test(name) ? isWrittenOut(first) : /^(?:bytes|bytearray)$/.test(name) && areCodes(first)
}

/** What a call with one argument is given; a generator stands there without brackets of its own. */
function givenTo(call: Node): Node | undefined {
  const given = call.childForFieldName('arguments')
  return given?.type === 'generator_expression' ? given : argumentsOf(call)[0]
}

/** `map(chr, [118, 97])`, `chr(code) for code in [118, 97]`. */
function isListOfCodes(node: Node): boolean {
  if (dottedName(calleeOf(node)) === 'map') {
    const [how, codes] = argumentsOf(node)
    return how?.text === 'chr' && codes !== undefined && areCodes(codes)
  }
  if (!/^(?:generator_expression|list_comprehension)$/.test(node.type)) return false
  const over = node.namedChildren.find(({ type }) => type === 'for_in_clause')?.childForFieldName('right')
  return (
    over !== null &&
    over !== undefined &&
    areCodes(over) &&
    dottedName(calleeOf(node.childForFieldName('body') ?? node)) === 'chr'
  )
}

function isEncodedInScript(node: Node): boolean {
  const callee = calleeOf(node)
  if (!callee) return false
  const given = argumentsOf(node)
  const name = dottedName(callee)
  if (name === 'String.fromCharCode' || name === 'String.fromCodePoint')
    return given.length > 0 && given.every((one) => isCode(one) || areSpreadCodes(one))
  if (name === 'atob') return isWrittenOut(given[0])
  const owner = callee.childForFieldName('object')
  const made = owner && unwrap(owner)
  return (
    callee.childForFieldName('property')?.text === 'toString' &&
    made !== null &&
    dottedName(calleeOf(made)) === 'Buffer.from' &&
    isWrittenOut(argumentsOf(made)[0]) &&
    plainString(argumentsOf(made)[1]) !== null
  )
}

const areSpreadCodes = (node: Node): boolean =>
  node.type === 'spread_element' && node.namedChildren[0] !== undefined && areCodes(node.namedChildren[0])

/** `b"value"`, all of it to be read. */
const isBytes = (node: Node): boolean => node.type === 'string' && /^[bB]["'][ -~]*["']$/.test(node.text)

const areCodes = (node: Node): boolean =>
  /^(?:list|tuple|array)$/.test(node.type) && node.namedChildCount > 0 && node.namedChildren.every(isCode)

/** A number whose character anybody could type. */
function isCode(node: Node): boolean {
  if (!/^(?:integer|number)$/.test(node.type)) return false
  const value = Number(node.text)
  return value >= 32 && value < 127
}

/** `'pre' + 'pare'` on one line: two texts that make one name. Long messages are put together of words. */
function isSplitName(node: Node): boolean {
  const operands =
    node.type === 'binary_operator' || node.type === 'binary_expression'
      ? node.childForFieldName('operator')?.text === '+'
        ? [node.childForFieldName('left'), node.childForFieldName('right')]
        : []
      : node.type === 'concatenated_string'
        ? node.namedChildren
        : []
  const pieces = operands.map(plainString)
  return (
    pieces.length > 1 &&
    node.startPosition.row === node.endPosition.row &&
    pieces.every((piece) => piece !== null && piece !== '') &&
    /^[A-Za-z_$][\w$]*$/.test(pieces.join(''))
  )
}
