import type { Language } from '../../kernel/index.ts'
import type { FunctionSpan } from './functions.ts'
import type { SourceParser } from './parser.ts'

/** Files whose functions are remembered: reports list results file by file, and engines look at batches of 1,024. */
const KEPT_FILES = 2048

/** Enclosing functions of lines, found only for files that are asked about. */
export class SymbolTable {
  readonly #parser: SourceParser
  readonly #read: (path: string) => { language: Language; text: string } | null
  readonly #functions = new Map<string, readonly FunctionSpan[]>()

  /** `read` gives a file's text and language; null where it has none. */
  constructor(parser: SourceParser, read: (path: string) => { language: Language; text: string } | null) {
    this.#parser = parser
    this.#read = read
  }

  /** Qualified name of the innermost function around a line; null at top level. */
  at(path: string, line: number): string | null {
    const around = this.#of(path).filter((span) => span.startLine <= line && line <= span.endLine)
    return around.at(-1)?.name ?? null
  }

  #of(path: string): readonly FunctionSpan[] {
    const known = this.#functions.get(path)
    if (known) return known
    const file = this.#read(path)
    const parsed = file === null ? null : this.#parser.parse(file.language, file.text)
    const functions = parsed?.functions() ?? []
    parsed?.dispose()
    if (this.#functions.size >= KEPT_FILES) this.#functions.clear()
    this.#functions.set(path, functions)
    return functions
  }
}
