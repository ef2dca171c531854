import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const PositionSchema = Type.Object({ line: Type.Integer(), col: Type.Integer(), offset: Type.Integer() })

const MatchSchema = Type.Object({
  check_id: Type.String(),
  path: Type.String(),
  start: PositionSchema,
  end: PositionSchema,
  extra: Type.Object({ is_ignored: Type.Boolean() }),
})
export type CoreMatch = Static<typeof MatchSchema>

const CoreErrorSchema = Type.Object({
  /** A word, or a list whose first item is the word. */
  error_type: Type.Unknown(),
  severity: Type.String(),
  message: Type.String(),
  location: Type.Optional(Type.Object({ path: Type.String() })),
  rule_id: Type.Optional(Type.String()),
})
export type CoreError = Static<typeof CoreErrorSchema>

const CoreOutputSchema = Type.Object({
  version: Type.String(),
  results: Type.Array(MatchSchema),
  errors: Type.Array(CoreErrorSchema),
  paths: Type.Object({ scanned: Type.Array(Type.String()) }),
})
export type CoreOutput = Static<typeof CoreOutputSchema>

const validator = Compile(CoreOutputSchema)

/**
 * Reads the report that `semgrep-core -json` printed. It is undocumented, so it is checked for every field
 * that this code relies on; null where it is not understood.
 */
export function parseCoreOutput(report: Buffer): CoreOutput | null {
  try {
    const parsed: unknown = JSON.parse(report.toString('utf8'))
    return validator.Check(parsed) ? parsed : null
  } catch {
    return null
  }
}

/** The word of an error's type. */
export function wordOfError(error: CoreError): string {
  const type: unknown = Array.isArray(error.error_type) ? error.error_type[0] : error.error_type
  return typeof type === 'string' ? type : 'unknown'
}

/** Why a target counts as failed, by the engine's word. Every error that names a target makes it fail. */
export function reasonOfError(error: CoreError): string {
  const word = wordOfError(error)
  if (/timeout/i.test(word)) return 'timeout'
  if (/memory/i.test(word)) return 'out-of-memory'
  if (/partial/i.test(word)) return 'partial-parse'
  // "Other syntax error" is what becomes of any exception on the way, as of one thread too many.
  if (/^(syntax|lexical|ast builder)/i.test(word)) return 'parse-error'
  if (/too many matches/i.test(word)) return 'too-many-matches'
  return 'engine-error'
}
