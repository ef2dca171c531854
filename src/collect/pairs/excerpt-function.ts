import type { Language } from '../../kernel/index.ts'
import type { SourceParser } from '../../platform/index.ts'
import { findFunctions, type LocatedFunction, splitLines } from '../context/source-functions.ts'

/**
 * A file with everything in it but the other functions: imports, constants and the class around a function stay, its
 * lines keep their numbers. The whole file where it would no longer parse. That is as near as published code comes to
 * a sample as it is generated: one function with what it needs, and nothing else to be found in.
 */
export function excerptFunction(
  parser: SourceParser,
  language: Language,
  text: string,
  kept: Pick<LocatedFunction, 'startLine' | 'endLine'>,
): string {
  const lines = splitLines(text)
  const others = findFunctions(parser, { language, text }).functions.filter(
    ({ startLine, endLine }) => endLine < kept.startLine || startLine > kept.endLine,
  )
  for (const other of others) blank(lines, other, language)
  const excerpt = lines.join('\n')
  return isBroken(parser, language, excerpt) ? text : excerpt
}

function blank(lines: string[], { startLine, endLine }: LocatedFunction, language: Language): void {
  const first = startLine - 1
  const indent = /^\s*/.exec(lines[first] ?? '')?.[0] ?? ''
  let from = first
  if (language === 'python') while (lines[from - 1]?.startsWith(`${indent}@`)) from--
  for (let index = from; index < endLine; index++) lines[index] = ''
  // A class of Python needs a body.
  if (language === 'python') lines[first] = `${indent}pass`
}

function isBroken(parser: SourceParser, language: Language, text: string): boolean {
  const parsed = parser.parse(language, text)
  const hasError = parsed?.hasError ?? true
  parsed?.dispose()
  return hasError
}
