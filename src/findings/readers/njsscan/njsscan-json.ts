import { asArray, asInteger, asObject, asText, field } from '../../json/access.ts'
import { badResult, entries, faultsOf, notThisFormat } from '../document-faults.ts'
import type { Reader, ReadItem } from '../port.ts'
import { targetOfError, toDiagnostic } from '../semgrep-errors.ts'

/** njsscan's JSON: `nodejs` and `templates`, keyed by rule, each with `files`. Lines are ranges. */
export const njsscanJson: Reader = {
  name: 'njsscan-json',
  format: 'json',
  tools: ['njsscan'],
  detect(input) {
    const { value } = input.json()
    return (
      field(value, 'njsscan_version') !== undefined ||
      (asObject(field(value, 'nodejs')) !== null && asObject(field(value, 'templates')) !== null)
    )
  },
  *read(input): Generator<ReadItem> {
    const document = input.json()
    const { value } = document
    const readable = asObject(field(value, 'nodejs')) !== null || asObject(field(value, 'templates')) !== null
    yield {
      type: 'run',
      run: {
        tool: 'njsscan',
        version: asText(field(value, 'njsscan_version')),
        status: readable ? 'complete' : 'failed',
        targets: [],
      },
    }
    yield* faultsOf(document, input.name)
    if (!readable) yield notThisFormat(document, input.name, '/nodejs', 'There are no results by rule')
    for (const [index, error] of asArray(field(value, 'errors')).entries())
      yield* errorItems(error, input.name, `/errors/${index}`)
    // Not through a cut's eyes: files listed before it are whole, but a rule's metadata come after them.
    for (const section of ['nodejs', 'templates'])
      for (const [id, rule, pointer] of entries(document, field(value, section), `/${section}`)) {
        const files = field(rule, 'files')
        if (Array.isArray(files))
          for (const [index, file] of files.entries())
            yield toItem(id, rule, file, `${pointer}/files/${index}`)
        // Rules about a missing control have no file: they are about the application as a whole.
        else if (asObject(field(rule, 'metadata')) !== null) yield toItem(id, rule, null, pointer)
        else yield badResult(input.name, pointer, 'A rule has no files')
      }
  },
}

/** njsscan hands on the errors of the engine inside it, in Semgrep's form, or writes a plain text. */
function* errorItems(error: unknown, report: string, pointer: string): Generator<ReadItem> {
  const target = targetOfError(error)
  if (target !== null) yield { type: 'target', ...target }
  if (asObject(error) !== null) yield toDiagnostic(error, report, pointer)
  else
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: 'error',
        code: 'tool-error',
        message: asText(error) ?? 'error',
        path: report,
        position: pointer,
      },
    }
}

function toItem(id: string, rule: unknown, file: unknown, pointer: string): ReadItem {
  const metadata = field(rule, 'metadata')
  const path = asText(field(file, 'file_path'))
  // Positions of code are Semgrep's columns (measured); those of templates count from the match's start.
  const code = pointer.startsWith('/nodejs/')
  const lines = asArray(field(file, 'match_lines')).map(asInteger)
  const columns = asArray(field(file, 'match_position')).map(asInteger)
  return {
    type: 'finding',
    draft: {
      kind: 'static',
      rule: { id, pack: 'njsscan' },
      message: asText(field(metadata, 'description')) ?? id,
      severity: [{ raw: asText(field(metadata, 'severity')), source: 'metadata.severity', scale: 'word' }],
      cwe: [field(metadata, 'cwe')],
      region:
        path === null
          ? null
          : {
              path,
              startLine: lines[0] ?? null,
              startColumn: code ? (columns[0] ?? null) : null,
              endLine: lines[1] ?? null,
              endColumn: code ? (columns[1] ?? null) : null,
              unit: code ? 'utf8' : 'unknown',
            },
      pointer,
    },
  }
}
