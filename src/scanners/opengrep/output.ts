import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const OutputSchema = Type.Object({
  results: Type.Array(
    Type.Object({
      check_id: Type.String(),
      path: Type.String(),
      extra: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
  errors: Type.Array(
    Type.Object({
      type: Type.Unknown(),
      message: Type.Optional(Type.String()),
      path: Type.Optional(Type.String()),
      rule_id: Type.Optional(Type.String()),
    }),
  ),
  paths: Type.Object({ scanned: Type.Array(Type.String()) }),
})
export type OpengrepResult = Static<typeof OutputSchema>['results'][number]
const validator = Compile(OutputSchema)

/** Characters of a message that are kept: the engine quotes the code, which may be one long line. */
const MAX_MESSAGE = 200

export interface OpengrepOutput {
  results: OpengrepResult[]
  scanned: ReadonlySet<string>
  /** `path` null: about a rule, not about a target. */
  errors: { path: string | null; code: string; message: string }[]
}

/** Reads what `opengrep scan --json` printed; null where it is no report. */
export function parseOpengrepOutput(stdout: Buffer): OpengrepOutput | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(stdout.toString('utf8'))
  } catch {
    return null
  }
  if (!validator.Check(parsed)) return null
  return {
    results: parsed.results.map(withoutFingerprint),
    scanned: new Set(parsed.paths.scanned),
    errors: parsed.errors.map((error) => {
      const type: unknown = Array.isArray(error.type) ? error.type[0] : error.type
      const word = typeof type === 'string' ? type : 'unknown'
      const rule = error.rule_id === undefined ? '' : ` in rule ${error.rule_id}`
      return {
        path: error.path ?? null,
        code: codeOf(word),
        message: `${word}${rule}: ${(error.message ?? '').split('\n', 1)[0]?.slice(0, MAX_MESSAGE)}`,
      }
    }),
  }
}

const CoreSchema = Type.Object({
  results: OutputSchema.properties.results,
  errors: Type.Array(
    Type.Object({
      error_type: Type.Unknown(),
      message: Type.Optional(Type.String()),
      location: Type.Optional(Type.Object({ path: Type.String() })),
      rule_id: Type.Optional(Type.String()),
    }),
  ),
  paths: OutputSchema.properties.paths,
})
const coreValidator = Compile(CoreSchema)

/**
 * Reads what `opengrep-core -json_nodots` printed, which is undocumented: null where a field is missing that this
 * code relies on, or where the core gave up as a whole. It leaves the severity out, which is the rule's.
 */
export function parseOpengrepCore(
  stdout: Buffer,
  severityOf: (rule: string) => string | undefined,
): OpengrepOutput | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(stdout.toString('utf8'))
  } catch {
    return null
  }
  if (!coreValidator.Check(parsed)) return null
  const { results, errors, paths } = parsed
  if (errors.some((error) => /fatal/i.test(String(error.error_type)) && error.location === undefined))
    return null
  const documented = {
    results: results.map((result) => ({
      ...result,
      extra: { ...result.extra, severity: result.extra?.severity ?? severityOf(result.check_id) },
    })),
    errors: errors.map(({ error_type, location, ...error }) => ({
      ...error,
      type: error_type,
      ...(location ? { path: location.path } : {}),
    })),
    paths,
  }
  return parseOpengrepOutput(Buffer.from(JSON.stringify(documented)))
}

/** Code of an error about a rule that the engine leaves out. */
export const RULE_REFUSED = 'rule-refused'

function codeOf(word: string): string {
  if (/timeout/i.test(word)) return 'timeout'
  if (/memory/i.test(word)) return 'out-of-memory'
  if (/rule parse/i.test(word)) return RULE_REFUSED
  if (/partial/i.test(word)) return 'partial-parse'
  // "Other syntax error" is what becomes of any exception on the way, as of one thread too many.
  if (/^(syntax|lexical)/i.test(word)) return 'parse-error'
  return 'engine-error'
}

/** OpenGrep's own fingerprint covers the path of our staged copy, so it says nothing about the target. */
function withoutFingerprint(result: OpengrepResult): OpengrepResult {
  if (result.extra === undefined) return result
  const { fingerprint: _fingerprint, ...extra } = result.extra
  return { ...result, extra }
}
