import type { Language } from '../../kernel/index.ts'

/**
 * The code with the inside of strings and comments replaced by spaces, character for character: what is found in it is
 * code. A small scanner, not a grammar: a rewrite that it gets wrong fails its tests, and then counts for nothing.
 */
export function maskText(code: string, language: Language): string {
  const python = language === 'python'
  const pattern = python
    ? /#[^\n]*|("""|''')[\s\S]*?\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g
    : /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g
  return code.replace(pattern, (text) => text.replace(/[^\n]/g, ' '))
}

/** Index of the bracket that closes the one at `open`; -1 where none does. */
export function closingOf(masked: string, open: number): number {
  const pairs: Record<string, string> = { '(': ')', '[': ']', '{': '}' }
  const stack: string[] = []
  for (let at = open; at < masked.length; at++) {
    const sign = masked[at] ?? ''
    if (pairs[sign]) stack.push(pairs[sign])
    else if (sign === stack.at(-1)) {
      stack.pop()
      if (stack.length === 0) return at
    }
  }
  return -1
}

/** A call of a dotted name: `os.path.join(…)`. */
export interface Call {
  callee: string
  start: number
  /** Index of the opening bracket. */
  open: number
  /** Index of the closing bracket. */
  close: number
}

const NOT_CALLED =
  /^(?:if|for|while|switch|catch|function|return|def|class|and|or|not|in|is|lambda|print|super|with|await|async|yield|typeof|new|import|require|range|len|str|int|isinstance|String|Number|Error|ValueError|TypeError)$/

/** Calls in source order, those of keywords and of harmless built-ins left out; `new X()` and decorators too. */
export function listCalls(masked: string): Call[] {
  const calls: Call[] = []
  for (const found of masked.matchAll(/(?<![\w.$@])([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)\(/g)) {
    const callee = found[1] ?? ''
    const start = found.index
    const before = masked.slice(Math.max(0, start - 12), start)
    if (NOT_CALLED.test(callee) || /(?:\bdef|\bfunction|\bnew|\bclass|\bfunction\s*\*)\s+$/.test(before))
      continue
    const open = start + callee.length
    const close = closingOf(masked, open)
    // A method's own definition looks like a call that a block follows.
    if (close > 0 && !/^\s*\{/.test(masked.slice(close + 1))) calls.push({ callee, start, open, close })
  }
  return calls
}

/** A function with a body of statements. */
export interface FunctionText {
  name: string
  /** Plain names only; patterns and rest parameters are left out. */
  parameters: string[]
  /** Where a first statement goes. */
  bodyStart: number
  /** White space before the statements of the body. */
  indent: string
}

export function listFunctions(code: string, language: Language): FunctionText[] {
  const masked = maskText(code, language)
  return language === 'python' ? listPython(code, masked) : listScript(code, masked)
}

function listPython(code: string, masked: string): FunctionText[] {
  const found: FunctionText[] = []
  for (const match of masked.matchAll(/^([ \t]*)(?:async\s+)?def\s+(\w+)\s*\(/gm)) {
    const open = match.index + match[0].length - 1
    const close = closingOf(masked, open)
    const colon = close < 0 ? -1 : masked.indexOf(':\n', close)
    if (colon < 0 || /\n\s*\n/.test(masked.slice(close, colon))) continue
    const bodyStart = colon + 2
    const indent = /^[ \t]*/.exec(code.slice(bodyStart).replace(/^(?:[ \t]*\n)+/, ''))?.[0] ?? ''
    if (indent.length <= (match[1] ?? '').length) continue
    found.push({ name: match[2] ?? '', parameters: names(masked.slice(open + 1, close)), bodyStart, indent })
  }
  return found
}

function listScript(code: string, masked: string): FunctionText[] {
  const found: FunctionText[] = []
  const heads =
    /(?:function\s*\*?\s*(\w*)\s*|(?:const|let|var)\s+(\w+)\s*=\s*(?:async\s*)?|exports\.(\w+)\s*=\s*(?:async\s*)?|^\s+(?:async\s+|static\s+)*(\w+)\s*)\(/gm
  for (const match of masked.matchAll(heads)) {
    const open = match.index + match[0].length - 1
    const close = closingOf(masked, open)
    const name = match[1] ?? match[2] ?? match[3] ?? match[4] ?? ''
    if (close < 0 || /^(?:if|for|while|switch|catch|return)$/.test(name)) continue
    const body = /^(?:\s*:\s*[\w<>[\]|. ]+?)?\s*(?:=>)?\s*\{/.exec(masked.slice(close + 1))
    if (!body) continue
    const bodyStart = close + 1 + body[0].length
    const line = /\n([ \t]*)\S/.exec(code.slice(bodyStart, bodyStart + 400))
    found.push({
      name,
      parameters: names(masked.slice(open + 1, close)),
      bodyStart,
      indent: line?.[1] ?? '  ',
    })
  }
  return found
}

function names(parameters: string): string[] {
  return parameters
    .split(',')
    .map((part) => /^\s*([A-Za-z_$][\w$]*)\s*\??\s*(?:[:=]|$)/.exec(part)?.[1] ?? '')
    .filter((name) => name !== '' && name !== 'self' && name !== 'cls' && name !== 'this')
}

/** One of a list; undefined of an empty one. */
export const pick = <T>(list: readonly T[], random: () => number): T | undefined =>
  list[Math.floor(random() * list.length)]

export const replaceRange = (text: string, start: number, end: number, by: string): string =>
  text.slice(0, start) + by + text.slice(end)

/** Puts statements in front of everything but imports, doc comments and directives. */
export function insertAfterImports(code: string, statements: string, language: Language): string {
  const lines = code.split('\n')
  const masked = maskText(code, language).split('\n')
  const header =
    language === 'python'
      ? /^(?:import|from)\s/
      : /^(?:import\s|(?:const|let|var)\s+[\w{}\s,:]+=\s*require\(|'use strict'|"use strict")/
  let at = 0
  masked.forEach((line, index) => {
    if (header.test(line) || header.test(lines[index] ?? '')) at = index + 1
  })
  lines.splice(at, 0, ...statements.split('\n'))
  return lines.join('\n')
}

/** Puts a statement at the beginning of a function's body. */
export const insertInto = (code: string, into: FunctionText, statement: string): string => {
  const text = statement
    .split('\n')
    .map((line) => `${into.indent}${line}`)
    .join('\n')
  const isLine = code[into.bodyStart - 1] === '\n'
  return replaceRange(code, into.bodyStart, into.bodyStart, isLine ? `${text}\n` : `\n${text}`)
}
