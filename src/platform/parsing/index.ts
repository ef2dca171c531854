export type { FunctionSpan } from './functions.ts'
export { PARSED_LANGUAGES } from './grammars.ts'
export { openParser, type ParsedSource, type SourceParser } from './parser.ts'
export { SymbolTable } from './symbol-table.ts'
