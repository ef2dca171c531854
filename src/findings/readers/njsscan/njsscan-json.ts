import { asArray, asInteger, asObject, asText, field } from '../../json/access.ts'
import { escapePointer } from '../../json/partial-json.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { Reader, ReadItem } from '../port.ts'
import { targetOfError, toDiagnostic } from '../semgrep-errors.ts'

/** njsscan's JSON: `nodejs` and `templates`, keyed by rule, each with `files`. Lines are ranges. */
export const njsscanJson: Reader = {
  name: 'njsscan-json',
  format: 'json',
  folder: 'njsscan',
  tools: ['njsscan'],
  facts: {
    title: 'njsscan, JSON',
    proof: { by: 'captured', tools: ['njsscan 1.0.2'] },
    severity: '`metadata.severity`: ERROR, WARNING, INFO',
    confidence: 'none',
    cwe: '`metadata.cwe`',
    location: 'code: UTF-8 bytes, 1-based, end exclusive; templates: lines only',
    identity: 'none',
    incomplete: '`errors[]`',
    limits: [
      'Without its engine the report is empty but for an error.',
      'Rules about a missing control have no place.',
    ],
  },
  detect({ json: value }) {
    return (
      field(value, 'njsscan_version') !== undefined ||
      (asObject(field(value, 'nodejs')) !== null && asObject(field(value, 'templates')) !== null)
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/nodejs/*/files', '/templates/*/files')
    const { value } = outline
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
    if (!readable) yield notThisFormat(outline, report.name, '/nodejs', 'There are no results by rule')
    for (const [index, error] of asArray(field(value, 'errors')).entries())
      yield* errorItems(error, report.name, `/errors/${index}`)
    for (const section of ['nodejs', 'templates'])
      for (const [id, rule] of Object.entries(asObject(field(value, section)) ?? {})) {
        const pointer = `/${section}/${escapePointer(id)}`
        // A rule's metadata come after its files: of a rule that the report's end has cut they are unknown.
        if (outline.isCut(pointer) && field(rule, 'metadata') === undefined) continue
        if (outline.has(`${pointer}/files`))
          for (const file of outline.elements(`${pointer}/files`))
            yield toItem(id, rule, file.value, file.pointer)
        // Rules about a missing control have no file: they are about the application as a whole.
        else if (asObject(field(rule, 'metadata')) !== null) yield toItem(id, rule, null, pointer)
        else yield badResult(report.name, pointer, 'A rule has no files')
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
