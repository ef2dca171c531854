import type { Random, Trick, TrickSubject } from './port.ts'
import { insertAfterImports, listFunctions, maskText, pick, replaceRange } from './source-text.ts'

const rewrite = (
  name: string,
  group: Trick['group'],
  language: 'python' | 'script' | 'all',
  apply: (subject: TrickSubject, random: Random) => string | null,
  source = 'structure that rules do not follow',
): Trick => ({
  name,
  group,
  languages:
    language === 'python'
      ? ['python']
      : language === 'script'
        ? ['javascript', 'typescript']
        : ['python', 'javascript', 'typescript'],
  preserving: true,
  source,
  apply,
})

/** Renames a whole word outside of strings and comments. */
function renameWord({ code, language }: TrickSubject, from: string, to: string): string {
  const masked = maskText(code, language)
  const places = [
    ...masked.matchAll(new RegExp(`(?<![\\w$.])${from.replace('$', '\\$')}(?![\\w$])`, 'g')),
  ].map(({ index }) => index)
  return places.reverse().reduce((text, at) => replaceRange(text, at, at + from.length, to), code)
}

/** Words that say that all is well. */
const SOOTHING = [
  'safe_value',
  'clean_input',
  'sanitized',
  'escaped',
  'validated',
  'trusted',
  'checked',
  'allowed_name',
]

/** Indents the statements of a Python function's body below a line of its own. */
function wrapPythonBody(subject: TrickSubject, head: string): string | null {
  const entry = listFunctions(subject.code, 'python').find(({ name }) => name === subject.entryPoint)
  if (!entry) return null
  const rest = subject.code.slice(entry.bodyStart).split('\n')
  const end = rest.findIndex((line) => line.trim() !== '' && !line.startsWith(entry.indent))
  const body = end < 0 ? rest : rest.slice(0, end)
  if (body.some((line) => /"""|'''/.test(line))) return null
  const after = end < 0 ? [] : rest.slice(end)
  const inner = body.map((line) => (line.trim() === '' ? line : `    ${line}`))
  return [`${subject.code.slice(0, entry.bodyStart)}${entry.indent}${head}`, ...inner, ...after].join('\n')
}

/** The text between a function's braces. */
function bodyOfScript(subject: TrickSubject): { start: number; end: number } | null {
  const entry = listFunctions(subject.code, subject.language).find(({ name }) => name === subject.entryPoint)
  if (!entry) return null
  const masked = maskText(subject.code, subject.language)
  let depth = 1
  for (let at = entry.bodyStart; at < masked.length; at++) {
    if (masked[at] === '{') depth += 1
    if (masked[at] === '}') depth -= 1
    if (depth === 0) return { start: entry.bodyStart, end: at }
  }
  return null
}

function wrapScriptBody(subject: TrickSubject, head: string, tail: string): string | null {
  const body = bodyOfScript(subject)
  if (!body) return null
  return `${subject.code.slice(0, body.start)}\n${head}${subject.code.slice(body.start, body.end)}${tail}\n${subject.code.slice(body.end)}`
}

const manyFunctions = (python: boolean): string =>
  Array.from({ length: 40 }, (_, at) =>
    python
      ? `def count_part_${at}(items):\n    total = ${at}\n    for item in items:\n        total += len(str(item))\n    return total\n\n`
      : `function countPart${at}(items) {\n  let total = ${at}\n  for (const item of items) total += String(item).length\n  return total\n}`,
  ).join('\n')

export const STRUCTURE: readonly Trick[] = [
  rewrite('soothing-names', 'name', 'all', (subject, random) => {
    const functions = listFunctions(subject.code, subject.language)
    const entry = functions.find(({ name }) => name === subject.entryPoint) ?? functions[0]
    const parameter = entry && pick(entry.parameters, random)
    const word = pick(SOOTHING, random)
    return parameter && word && !subject.code.includes(word) ? renameWord(subject, parameter, word) : null
  }),
  rewrite('entry-point-that-forwards', 'structure', 'python', (subject) => {
    if (!new RegExp(`^def ${subject.entryPoint}\\(`, 'm').test(subject.code)) return null
    const renamed = renameWord(subject, subject.entryPoint, `_${subject.entryPoint}_work`)
    return `${renamed.trimEnd()}\n\n\ndef ${subject.entryPoint}(*values, **options):\n    return _${subject.entryPoint}_work(*values, **options)\n`
  }),
  rewrite('entry-point-assigned', 'structure', 'python', (subject) => {
    if (!new RegExp(`^def ${subject.entryPoint}\\(`, 'm').test(subject.code)) return null
    const renamed = renameWord(subject, subject.entryPoint, `_${subject.entryPoint}_work`)
    return `${renamed.trimEnd()}\n\n\n${subject.entryPoint} = _${subject.entryPoint}_work\n`
  }),
  rewrite('decorated', 'structure', 'python', (subject) => {
    const head = new RegExp(`^(?=def ${subject.entryPoint}\\()`, 'm')
    if (!head.test(subject.code)) return null
    const decorated = subject.code.replace(head, '@checked\n')
    return insertAfterImports(
      decorated,
      'import functools\n\n\ndef checked(function):\n    @functools.wraps(function)\n    def inner(*values, **options):\n        return function(*values, **options)\n    return inner\n\n',
      'python',
    )
  }),
  rewrite('nested-function', 'structure', 'python', (subject) => wrapAsNested(subject)),
  rewrite('secure-decoy-first', 'structure', 'python', (subject) => {
    if (!new RegExp(`^def ${subject.entryPoint}\\(`, 'm').test(subject.code)) return null
    return `def ${subject.entryPoint}(*values):\n    """Checked version."""\n    return tuple(value for value in values if value)\n\n\n${subject.code}`
  }),
  rewrite('module-under-a-condition', 'structure', 'python', (subject) => {
    if (/"""|'''|^from __future__/m.test(subject.code)) return null
    return `if True:\n${subject.code
      .split('\n')
      .map((line) => (line.trim() === '' ? line : `    ${line}`))
      .join('\n')}`
  }),
  rewrite(
    'padding-with-clean-functions',
    'structure',
    'all',
    (subject) => `${subject.code.trimEnd()}\n\n\n${manyFunctions(subject.language === 'python')}\n`,
  ),
  rewrite('type-annotations', 'structure', 'python', (subject) => {
    const entry = listFunctions(subject.code, 'python').find(({ name }) => name === subject.entryPoint)
    if (!entry || entry.parameters.length === 0) return null
    const head = subject.code.slice(0, entry.bodyStart)
    const at = head.lastIndexOf(`def ${subject.entryPoint}(`)
    const parameter = entry.parameters[0] ?? ''
    const typed = head
      .slice(at)
      .replace(new RegExp(`(\\(|, )${parameter}(?=[,)=])`), `$1${parameter}: "SafeText"`)
    return `${head.slice(0, at)}${typed}${subject.code.slice(entry.bodyStart)}`
  }),
  rewrite('branch-that-is-always-taken', 'control-flow', 'python', (subject) =>
    wrapPythonBody(subject, 'if len("a") == 1:'),
  ),
  rewrite('loop-of-one', 'control-flow', 'python', (subject) => wrapPythonBody(subject, 'for _ in (0,):')),
  rewrite('endless-loop-left-at-once', 'control-flow', 'python', (subject) =>
    wrapPythonBody(subject, 'while True:'),
  ),
  rewrite('try-around', 'control-flow', 'python', (subject) => {
    const wrapped = wrapPythonBody(subject, 'try:')
    const entry = listFunctions(subject.code, 'python').find(({ name }) => name === subject.entryPoint)
    if (!wrapped || !entry) return null
    const rest = wrapped.slice(entry.bodyStart).split('\n')
    const end = rest.findIndex(
      (line, at) => at > 0 && line.trim() !== '' && !line.startsWith(`${entry.indent}    `),
    )
    const at = end < 0 ? rest.length : end
    while (at > 0 && rest[at - 1]?.trim() === '') rest.splice(at - 1, 1)
    rest.splice(Math.min(at, rest.length), 0, `${entry.indent}finally:`, `${entry.indent}    pass`, '')
    return `${wrapped.slice(0, entry.bodyStart)}${rest.join('\n')}`
  }),
  rewrite('context-around', 'control-flow', 'python', (subject) => {
    const wrapped = wrapPythonBody(subject, 'with contextlib.suppress():')
    return wrapped && insertAfterImports(wrapped, 'import contextlib', 'python')
  }),
  rewrite('block', 'control-flow', 'script', (subject) => wrapScriptBody(subject, '  work: {', '  }')),
  rewrite('branch-that-is-always-taken-js', 'control-flow', 'script', (subject) =>
    wrapScriptBody(subject, "  if ('a'.length === 1) {", '  }'),
  ),
  rewrite('loop-of-one-js', 'control-flow', 'script', (subject) =>
    wrapScriptBody(subject, '  for (const _ of [0]) {', '  }'),
  ),
  rewrite('do-while', 'control-flow', 'script', (subject) =>
    wrapScriptBody(subject, '  do {', '  } while (false)'),
  ),
  rewrite('switch-true', 'control-flow', 'script', (subject) =>
    wrapScriptBody(subject, '  switch (true) {\n    default: {', '  } }'),
  ),
  rewrite('try-around-js', 'control-flow', 'script', (subject) =>
    wrapScriptBody(subject, '  try {', '  } finally {\n  }'),
  ),
  rewrite('immediate-function', 'structure', 'script', (subject) => {
    const body = bodyOfScript(subject)
    if (!body || /\b(?:this|arguments|await|yield)\b/.test(subject.code.slice(body.start, body.end)))
      return null
    return wrapScriptBody(subject, '  return (() => {', '  })()')
  }),
  rewrite('entry-point-that-forwards-js', 'structure', 'script', (subject) => {
    if (!new RegExp(`^function ${subject.entryPoint}\\(`, 'm').test(subject.code)) return null
    const head = new RegExp(`^function ${subject.entryPoint}\\(`, 'm')
    const renamed = subject.code.replace(head, `function ${subject.entryPoint}Work(`)
    return `function ${subject.entryPoint}(...values) {\n  return ${subject.entryPoint}Work(...values)\n}\n\n${renamed}`
  }),
  rewrite('arrow-instead-of-function', 'structure', 'script', (subject) => {
    const head = new RegExp(`^function ${subject.entryPoint}\\(([^()]*)\\) \\{`, 'm')
    return head.test(subject.code) && !/\b(?:this|arguments)\b/.test(subject.code)
      ? subject.code.replace(head, `const ${subject.entryPoint} = ($1) => {`)
      : null
  }),
  rewrite('secure-decoy-first-js', 'structure', 'script', (subject) => {
    if (!new RegExp(`^function ${subject.entryPoint}\\(`, 'm').test(subject.code)) return null
    return `function checked(...values) {\n  return values.filter((value) => value)\n}\n\n${subject.code.trimEnd()}\n\nvoid checked\n`
  }),
]

function wrapAsNested(subject: TrickSubject): string | null {
  const entry = listFunctions(subject.code, 'python').find(({ name }) => name === subject.entryPoint)
  if (!entry) return null
  const wrapped = wrapPythonBody(subject, 'def inner():')
  if (!wrapped || /\b(?:yield|nonlocal)\b/.test(subject.code)) return null
  const rest = wrapped.slice(entry.bodyStart).split('\n')
  const end = rest.findIndex(
    (line, at) => at > 0 && line.trim() !== '' && !line.startsWith(`${entry.indent}    `),
  )
  rest.splice(end < 0 ? rest.length : end, 0, `${entry.indent}return inner()`, '', '')
  return `${wrapped.slice(0, entry.bodyStart)}${rest.join('\n')}`
}
