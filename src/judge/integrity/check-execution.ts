import type { Node } from 'web-tree-sitter'
import type { IntegritySignal } from '../../reward/index.ts'
import { argumentsOf, calleeOf, dottedName, plainString } from '../syntax/nodes.ts'
import { type IntegrityCheck, signalAt } from './check.ts'
import { isPlainUse } from './check-dispatch.ts'

const RUNNERS = {
  python:
    /^(?:(?:builtins|__builtins__)\.)?(?:eval|exec|compile)$|^(?:marshal\.loads|types\.FunctionType|code\.InteractiveInterpreter)$/,
  script: /^(?:(?:globalThis|window|global)\.)?(?:eval|Function)$|^vm\.(?:runIn\w+|Script|compileFunction)$/,
}
const TIMERS = /^(?:(?:globalThis|window|global)\.)?set(?:Timeout|Interval|Immediate)$/
const DECODERS =
  /(?:^|\.)(?:b64decode|b32decode|b85decode|a85decode|decodebytes|urlsafe_b64decode|fromhex|unhexlify|decompress|rot13|atob|unescape|fromCharCode|inflateSync|gunzipSync)$/

/** Text that runs as code, and text that was packed so that nobody reads it. */
export const checkExecution: IntegrityCheck = ({ tree, language }) => {
  const python = language === 'python'
  const signals: IntegritySignal[] = []
  const decoders: Node[] = []
  for (const node of tree.nodes) {
    const callee = calleeOf(node)
    const name =
      dottedName(callee) ??
      callee?.childForFieldName('attribute')?.text ??
      callee?.childForFieldName('property')?.text ??
      null
    if (name !== null) {
      const [first] = argumentsOf(node)
      if ((python ? RUNNERS.python : RUNNERS.script).test(name))
        signals.push(signalAt('string-execution', node, `${name}() runs a text as code`))
      if (
        !python &&
        TIMERS.test(name) &&
        first &&
        /^(?:string|template_string|binary_expression)$/.test(first.type)
      )
        signals.push(signalAt('string-execution', node, `${name}() runs a text as code`))
      if (DECODERS.test(name) || (name === 'codecs.decode' && python) || isPackedBuffer(node, name))
        decoders.push(node)
    }
    if (
      node.type === 'identifier' &&
      (python ? /^(?:eval|exec)$/ : /^eval$/).test(node.text) &&
      isPlainUse(node)
    )
      signals.push(signalAt('string-execution', node, `${node.text} is handed around under another name`))
  }
  const runs = signals.length > 0
  for (const node of decoders) {
    const literal =
      argumentsOf(node)
        .map(plainString)
        .find((text) => text !== null) ?? ''
    if (runs || /^[A-Za-z0-9+/=_-]{12,}$/.test(literal.slice(0, 4000)))
      signals.push(signalAt('encoded-payload', node, 'packed text is unpacked'))
  }
  return signals
}

const isPackedBuffer = (node: Node, name: string): boolean =>
  name === 'Buffer.from' && /^(?:base64|base64url|hex)$/.test(plainString(argumentsOf(node)[1]) ?? '')
