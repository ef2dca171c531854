export type { FunctionSpan } from './functions.ts'
export { openParser, type ParsedSource, type SourceParser } from './parser.ts'
export type { RegexLiteral } from './regex-literals.ts'
export { SymbolTable } from './symbol-table.ts'
