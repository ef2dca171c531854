import type { Node } from 'web-tree-sitter'

const CONTROL: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  f: '\f',
  b: '\b',
  a: '\u0007',
  '0': '\0',
}

/**
 * The value of a constant string of JavaScript, TypeScript or Python; null where it is none, or where a part of it
 * is only known at run time.
 */
export function readStringLiteral(node: Node): string | null {
  if (node.type === 'concatenated_string') {
    const parts = node.namedChildren.map((child) => (child ? readStringLiteral(child) : null))
    return parts.some((part) => part === null) ? null : parts.join('')
  }
  if (node.type === 'template_string')
    return node.namedChildren.some((child) => child?.type === 'template_substitution')
      ? null
      : resolveEscapes(node.text.slice(1, -1), 'javascript')
  if (node.type !== 'string') return null
  const text = node.text
  const opening = /^([A-Za-z]*)('''|"""|'|")/.exec(text)
  if (!opening) return null
  const [start, prefix = '', quote = ''] = opening
  if (node.namedChildren.some((child) => child?.type === 'interpolation')) return null
  const inner = text.slice(start.length, text.length - quote.length)
  if (/r/i.test(prefix)) return inner
  // Only Python's grammar gives a string these parts.
  const isPython = prefix !== '' || node.children.some((child) => child?.type === 'string_start')
  return resolveEscapes(inner, isPython ? 'python' : 'javascript')
}

/** An escape that the language does not know keeps its backslash in Python and loses it in JavaScript. */
function resolveEscapes(text: string, language: 'python' | 'javascript'): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\r\n|[\s\S]))/g,
    (whole: string, byte?: string, unit?: string, point?: string, other = '') => {
      const code = byte ?? unit ?? point
      if (code !== undefined) {
        const value = Number.parseInt(code, 16)
        return value > 0x10ffff ? whole : String.fromCodePoint(value)
      }
      if (other === '\n' || other === '\r\n') return ''
      if (other === 'a' && language === 'javascript') return 'a'
      const control = CONTROL[other]
      if (control !== undefined) return control
      return language === 'python' && !/['"\\]/.test(other) ? whole : other
    },
  )
}
