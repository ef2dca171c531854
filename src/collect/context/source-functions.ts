import type { Language } from '../../kernel/index.ts'
import type { SourceParser } from '../../platform/index.ts'

/** A source file as it was read. */
export interface SourceText {
  language: Language | null
  text: string
}

/** A named function and its code as whole lines. */
export interface LocatedFunction {
  /** Qualified name, and which one of that name: the same in two versions of a file means the same function. */
  key: string
  name: string
  /** 1-based, inclusive. */
  startLine: number
  endLine: number
  code: string
}

export interface SourceFunctions {
  /** In source order; empty where there is no grammar for the language. */
  functions: readonly LocatedFunction[]
  /** The innermost function that holds all of these lines; null: none does. */
  enclosing(startLine: number, endLine: number): LocatedFunction | null
}

export const splitLines = (text: string): string[] => text.split(/\r\n|\r|\n/)

/** Finds the named functions of a source text. */
export function findFunctions(parser: SourceParser, source: SourceText): SourceFunctions {
  const functions = parseFunctions(parser, source)
  return {
    functions,
    enclosing(startLine, endLine) {
      const around = functions.filter((one) => one.startLine <= startLine && one.endLine >= endLine)
      return around.reduce<LocatedFunction | null>(
        (best, one) => (best === null || lengthOf(one) <= lengthOf(best) ? one : best),
        null,
      )
    },
  }
}

const lengthOf = (one: LocatedFunction): number => one.endLine - one.startLine

function parseFunctions(parser: SourceParser, source: SourceText): LocatedFunction[] {
  const parsed = source.language === null ? null : parser.parse(source.language, source.text)
  if (!parsed) return []
  try {
    const lines = splitLines(source.text)
    const seen = new Map<string, number>()
    return parsed.functions().map(({ name, startLine, endLine }) => {
      const occurrence = seen.get(name) ?? 0
      seen.set(name, occurrence + 1)
      const code = lines.slice(startLine - 1, endLine).join('\n')
      return { key: `${name}#${occurrence}`, name, startLine, endLine, code }
    })
  } finally {
    parsed.dispose()
  }
}
