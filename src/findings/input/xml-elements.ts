import sax from 'sax'
import type { XmlElement } from '../readers/port.ts'
import type { ByteSource } from './byte-source.ts'
import type { FaultListener } from './report-fault.ts'

/** Bytes read at a time. */
const CHUNK = 256 * 1024

/** Deepest nesting of elements, and the most text and attributes of one selected element, in characters. */
const MAX_DEPTH = 500
const MAX_ELEMENT = 16 * 1024 * 1024

interface Node {
  name: string
  attributes: Record<string, string>
  children: Node[]
  text: string
  within: string[]
  pointer: string
}

/**
 * Elements of the given names with everything below them, as they end. Strict XML; entities of a document
 * type are not expanded and nothing outside is fetched. The first fault ends the reading: what XML means
 * behind it nobody knows.
 */
export function* readXmlElements(
  source: ByteSource,
  names: readonly string[],
  onFault: FaultListener,
): Generator<XmlElement> {
  const wanted = new Set(names)
  const parser = sax.parser(true, { position: true })
  const ready: XmlElement[] = []
  const path: string[] = []
  /** From the selected element down to the innermost open one; empty outside of a selected element. */
  const open: Node[] = []
  let size = 0
  let stopped = false
  let any = false
  const stop = (code: 'malformed' | 'truncated' | 'too-deep' | 'too-large', reason: string) => {
    if (stopped) return
    stopped = true
    const pointer = `line:${parser.line + 1}`
    onFault({ code, reason, position: pointer, pointer })
  }

  parser.onerror = (error) => {
    const reason = (error.message.split('\n')[0] ?? 'not XML').trim()
    stop(/^Unclosed root|^Unexpected end/.test(reason) ? 'truncated' : 'malformed', reason)
  }
  parser.onopentag = ({ name, attributes }) => {
    if (stopped) return
    any = true
    const parent = open.at(-1)
    if (parent !== undefined || wanted.has(name)) {
      const node: Node = {
        name,
        attributes: Object.assign(Object.create(null) as Record<string, string>, attributes),
        children: [],
        text: '',
        within: [...path],
        pointer: `line:${parser.line + 1}`,
      }
      if (parent === undefined) size = 0
      else parent.children.push(node)
      open.push(node)
      for (const value of Object.values(node.attributes)) size += value.length
    }
    path.push(name)
    if (path.length > MAX_DEPTH) stop('too-deep', `nested deeper than ${MAX_DEPTH} levels`)
  }
  const onText = (text: string) => {
    const node = open.at(-1)
    if (node === undefined) return
    size += text.length
    if (size > MAX_ELEMENT) stop('too-large', `an element of more than ${MAX_ELEMENT} characters`)
    else node.text += text
  }
  parser.ontext = onText
  parser.oncdata = onText
  parser.onclosetag = () => {
    if (stopped) return
    path.pop()
    const node = open.pop()
    if (node === undefined) return
    node.text = node.text.trim()
    if (open.length === 0) ready.push(node)
  }

  const decoder = new TextDecoder()
  const bytes = new Uint8Array(Math.max(64, Math.min(CHUNK, source.size)))
  for (let position = 0; !stopped; ) {
    const count = source.read(position, bytes)
    position += count
    const text = decoder.decode(bytes.subarray(0, count), { stream: count > 0 })
    // After an error the parser throws at every call: what it said by then is kept.
    try {
      parser.write(text)
      if (count === 0) parser.close()
    } catch {
      stop('malformed', 'not XML')
    }
    yield* ready.splice(0)
    if (count === 0) break
  }
  if (!any && !stopped) stop('truncated', 'there is no element')
}
