import type { Random, Trick, TrickSubject } from './port.ts'
import { insertAfterImports, maskText, pick, replaceRange } from './source-text.ts'

/** A string literal of the code: its place and what is between the quotes. */
interface Literal {
  start: number
  end: number
  prefix: string
  quote: string
  content: string
}

/** Strings of one line that are no documentation, keys of tables included; those with escapes are left alone. */
function listLiterals({ code, language }: TrickSubject): Literal[] {
  const pattern =
    language === 'python'
      ? /#[^\n]*|("""|''')[\s\S]*?\1|(?<!\w)([rbfRBF]{0,2})("|')((?:(?!\3)[^\\\n])*)\3/g
      : /\/\/[^\n]*|\/\*[\s\S]*?\*\/|()()(["'`])((?:(?!\3)[^\\\n])*)\3/g
  return [...code.matchAll(pattern)].flatMap((found) => {
    const content = found[4]
    if (content === undefined || content.length < 2) return []
    const line = code.slice(code.lastIndexOf('\n', found.index) + 1, found.index)
    if (/^\s*(?:import|from|const .*require|exports|module|'use)|require\($/.test(line)) return []
    return [
      {
        start: found.index,
        end: found.index + found[0].length,
        prefix: (found[2] ?? '').toLowerCase(),
        quote: found[3] ?? '"',
        content,
      },
    ]
  })
}

function rewriteLiteral(
  name: string,
  language: 'python' | 'script',
  make: (literal: Literal) => { expression: string; before?: string } | null,
  group: Trick['group'] = 'string',
): Trick {
  return {
    name,
    group,
    languages: language === 'python' ? ['python'] : ['javascript', 'typescript'],
    preserving: true,
    source: 'scanners.md: strings that no rule can read',
    apply(subject: TrickSubject, random: Random) {
      const fitting = listLiterals(subject).filter((literal) => make(literal) !== null)
      // Formatted strings are where the input goes in: they come first.
      const mixed = fitting.filter(({ prefix, content }) => prefix.includes('f') || content.includes('${'))
      const literal = pick(mixed.length > 0 ? mixed : fitting, random)
      const made = literal && make(literal)
      if (!literal || !made) return null
      const code = replaceRange(subject.code, literal.start, literal.end, made.expression)
      return made.before === undefined ? code : insertAfterImports(code, made.before, subject.language)
    },
  }
}

const plain = ({ prefix, content }: Literal): boolean =>
  prefix === '' && !content.includes('${') && /^[\x20-\x7e]*$/.test(content)

/** The parts of an f-string whose fields are expressions without format or nesting; null otherwise. */
function partsOfFormatted({ prefix, content }: Literal): { text: string[]; fields: string[] } | null {
  if (prefix !== 'f' || content.includes('{{') || content.includes('}}')) return null
  const text = content.split(/\{[^{}:!]+\}/)
  const fields = [...content.matchAll(/\{([^{}:!]+)\}/g)].map((found) => found[1] ?? '')
  return fields.length > 0 && text.length === fields.length + 1 && !text.some((part) => /[{}]/.test(part))
    ? { text, fields }
    : null
}

function partsOfTemplate({ quote, content }: Literal): { text: string[]; fields: string[] } | null {
  if (quote !== '`') return null
  const text = content.split(/\$\{[^{}]+\}/)
  const fields = [...content.matchAll(/\$\{([^{}]+)\}/g)].map((found) => found[1] ?? '')
  return fields.length > 0 && text.length === fields.length + 1 ? { text, fields } : null
}

const py = (text: string): string => JSON.stringify(text)
const js = (text: string): string => `'${text.replace(/'/g, "\\'")}'`

function weave(
  parts: { text: string[]; fields: string[] },
  text: (part: string) => string,
  field: (part: string) => string,
): string[] {
  return parts.text.flatMap((part, at) => [
    ...(part === '' ? [] : [text(part)]),
    ...(parts.fields[at] === undefined ? [] : [field(parts.fields[at] ?? '')]),
  ])
}

export const STRINGS: readonly Trick[] = [
  rewriteLiteral('format-call', 'python', (literal) => {
    const parts = partsOfFormatted(literal)
    return parts && { expression: `${py(parts.text.join('{}'))}.format(${parts.fields.join(', ')})` }
  }),
  rewriteLiteral('percent', 'python', (literal) => {
    const parts = partsOfFormatted(literal)
    return parts && !parts.text.some((part) => part.includes('%'))
      ? { expression: `(${py(parts.text.join('%s'))} % (${parts.fields.join(', ')},))` }
      : null
  }),
  rewriteLiteral('concatenation', 'python', (literal) => {
    const parts = partsOfFormatted(literal)
    return parts && { expression: `(${weave(parts, py, (field) => `str(${field})`).join(' + ')})` }
  }),
  rewriteLiteral('joined', 'python', (literal) => {
    const parts = partsOfFormatted(literal)
    return parts && { expression: `"".join([${weave(parts, py, (field) => `str(${field})`).join(', ')}])` }
  }),
  rewriteLiteral('template-object', 'python', (literal) => {
    const parts = partsOfFormatted(literal)
    if (!parts || parts.text.some((part) => part.includes('$'))) return null
    const text = parts.text
      .map((part, at) => part + (parts.fields[at] === undefined ? '' : `\${p${at}}`))
      .join('')
    const values = parts.fields.map((field, at) => `p${at}=${field}`).join(', ')
    return { expression: `string.Template(${py(text)}).substitute(${values})`, before: 'import string' }
  }),
  rewriteLiteral('format-map', 'python', (literal) => {
    const parts = partsOfFormatted(literal)
    if (!parts) return null
    const text = parts.text
      .map((part, at) => part + (parts.fields[at] === undefined ? '' : `{p${at}}`))
      .join('')
    return {
      expression: `${py(text)}.format_map({${parts.fields.map((field, at) => `"p${at}": ${field}`).join(', ')}})`,
    }
  }),
  rewriteLiteral('replaced-marker', 'python', (literal) => {
    const parts = partsOfFormatted(literal)
    if (!parts) return null
    const text = parts.text
      .map((part, at) => part + (parts.fields[at] === undefined ? '' : `@${at}@`))
      .join('')
    return {
      expression: `${py(text)}${parts.fields.map((field, at) => `.replace("@${at}@", str(${field}))`).join('')}`,
    }
  }),
  rewriteLiteral('string-buffer', 'python', (literal) => {
    const parts = partsOfFormatted(literal)
    return (
      parts && {
        expression: `functools.reduce(operator.add, [${weave(parts, py, (field) => `str(${field})`).join(', ')}])`,
        before: 'import functools\nimport operator',
      }
    )
  }),
  rewriteLiteral('split-literal', 'python', (literal) => {
    if (!plain(literal) || literal.content.length < 6) return null
    const middle = Math.floor(literal.content.length / 2)
    return { expression: `(${py(literal.content.slice(0, middle))} + ${py(literal.content.slice(middle))})` }
  }),
  rewriteLiteral('adjacent-literals', 'python', (literal) => {
    if (!plain(literal) || literal.content.length < 6) return null
    const middle = Math.floor(literal.content.length / 2)
    return { expression: `(${py(literal.content.slice(0, middle))} ${py(literal.content.slice(middle))})` }
  }),
  rewriteLiteral('reversed-literal', 'python', (literal) =>
    plain(literal) ? { expression: `${py([...literal.content].reverse().join(''))}[::-1]` } : null,
  ),
  rewriteLiteral('bytes-literal', 'python', (literal) =>
    plain(literal) ? { expression: `b${py(literal.content)}.decode()` } : null,
  ),
  rewriteLiteral(
    'character-codes',
    'python',
    (literal) =>
      plain(literal) && literal.content.length < 60
        ? {
            expression: `"".join(map(chr, [${[...literal.content].map((sign) => sign.charCodeAt(0)).join(', ')}]))`,
          }
        : null,
    'encoding',
  ),
  rewriteLiteral(
    'base64-literal',
    'python',
    (literal) =>
      plain(literal)
        ? {
            expression: `base64.b64decode("${Buffer.from(literal.content).toString('base64')}").decode()`,
            before: 'import base64',
          }
        : null,
    'encoding',
  ),
  rewriteLiteral(
    'hex-literal',
    'python',
    (literal) =>
      plain(literal)
        ? { expression: `bytes.fromhex("${Buffer.from(literal.content).toString('hex')}").decode()` }
        : null,
    'encoding',
  ),
  rewriteLiteral(
    'rot13-literal',
    'python',
    (literal) =>
      plain(literal) && /[a-z]/i.test(literal.content)
        ? { expression: `codecs.decode(${py(rot13(literal.content))}, "rot13")`, before: 'import codecs' }
        : null,
    'encoding',
  ),
  rewriteLiteral('literal-as-a-constant', 'python', (literal) =>
    plain(literal)
      ? { expression: 'TEXT_OF_THE_WORK', before: `\nTEXT_OF_THE_WORK = ${py(literal.content)}\n` }
      : null,
  ),
  rewriteLiteral('concatenation-js', 'script', (literal) => {
    const parts = partsOfTemplate(literal)
    return parts && { expression: `('' + ${weave(parts, js, (field) => `(${field})`).join(' + ')})` }
  }),
  rewriteLiteral('joined-js', 'script', (literal) => {
    const parts = partsOfTemplate(literal)
    return parts && { expression: `[${weave(parts, js, (field) => field).join(', ')}].join('')` }
  }),
  rewriteLiteral('concat-method', 'script', (literal) => {
    const parts = partsOfTemplate(literal)
    return parts && { expression: `''.concat(${weave(parts, js, (field) => field).join(', ')})` }
  }),
  rewriteLiteral('replaced-marker-js', 'script', (literal) => {
    const parts = partsOfTemplate(literal)
    if (!parts) return null
    const text = parts.text
      .map((part, at) => part + (parts.fields[at] === undefined ? '' : `@${at}@`))
      .join('')
    return {
      expression: `${js(text)}${parts.fields.map((field, at) => `.replace('@${at}@', () => ${field})`).join('')}`,
    }
  }),
  rewriteLiteral('tagged-template', 'script', (literal) => {
    const parts = partsOfTemplate(literal)
    return parts && { expression: `String.raw\`${literal.content}\`` }
  }),
  rewriteLiteral('reduced-js', 'script', (literal) => {
    const parts = partsOfTemplate(literal)
    return (
      parts && {
        expression: `[${weave(parts, js, (field) => field).join(', ')}].reduce((a, b) => a + b, '')`,
      }
    )
  }),
  rewriteLiteral('split-literal-js', 'script', (literal) => {
    if (!plain(literal) || literal.content.length < 6) return null
    const middle = Math.floor(literal.content.length / 2)
    return { expression: `(${js(literal.content.slice(0, middle))} + ${js(literal.content.slice(middle))})` }
  }),
  rewriteLiteral('reversed-literal-js', 'script', (literal) =>
    plain(literal) && literal.quote !== '`'
      ? { expression: `[...${js([...literal.content].reverse().join(''))}].reverse().join('')` }
      : null,
  ),
  rewriteLiteral(
    'character-codes-js',
    'script',
    (literal) =>
      plain(literal) && literal.content.length < 60
        ? {
            expression: `String.fromCharCode(${[...literal.content].map((sign) => sign.charCodeAt(0)).join(', ')})`,
          }
        : null,
    'encoding',
  ),
  rewriteLiteral(
    'base64-literal-js',
    'script',
    (literal) =>
      plain(literal) ? { expression: `atob('${Buffer.from(literal.content).toString('base64')}')` } : null,
    'encoding',
  ),
  rewriteLiteral('literal-as-a-constant-js', 'script', (literal) =>
    plain(literal)
      ? { expression: 'TEXT_OF_THE_WORK', before: `const TEXT_OF_THE_WORK = ${js(literal.content)}` }
      : null,
  ),
]

const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (sign) => {
    const base = sign <= 'Z' ? 65 : 97
    return String.fromCharCode(((sign.charCodeAt(0) - base + 13) % 26) + base)
  })

/** Full-width letters fold to the plain ones in identifiers of Python (PEP 3131). */
export const FOLDED: readonly Trick[] = [
  {
    name: 'full-width-letters',
    group: 'name',
    languages: ['python'],
    preserving: true,
    source: 'identifiers are normalised (PEP 3131)',
    apply({ code, language }) {
      const found = /\b(?:eval|exec|system|loads|execute|md5|open|random)(?=\()/.exec(
        maskText(code, language),
      )
      if (!found) return null
      const wide = [...found[0]]
        .map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))
        .join('')
      return replaceRange(code, found.index, found.index + found[0].length, wide)
    },
  },
  {
    name: 'escapes-in-a-name',
    group: 'name',
    languages: ['javascript', 'typescript'],
    preserving: true,
    source: 'identifiers may hold escapes (ECMA-262, 12.7)',
    apply({ code, language }) {
      const found = /\b(?:eval|exec|execSync|random|createHash|readFileSync|assign|Function)(?=\()/.exec(
        maskText(code, language),
      )
      if (!found) return null
      const first = `\\u${(found[0].codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
      return replaceRange(code, found.index, found.index + 1, first)
    },
  },
]
