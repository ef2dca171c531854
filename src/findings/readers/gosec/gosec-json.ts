import { asArray, asInteger, asObject, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { FindingDraft, Reader, ReadItem } from '../port.ts'

/**
 * gosec's JSON: numbers as texts, a line that may be a range (`12-14`) whose column belongs to its first
 * line. What does not compile stands under `Golang errors`, by file; the name may be empty.
 */
export const gosecJson: Reader = {
  name: 'gosec-json',
  folder: 'gosec',
  format: 'json',
  tools: ['gosec'],
  facts: {
    title: 'gosec, JSON',
    proof: { by: 'captured', tools: ['gosec 2.30.0'] },
    severity: '`severity`: HIGH, MEDIUM, LOW; UNDEFINED is unknown',
    confidence: '`confidence`',
    cwe: '`cwe.id`; in reports of old versions `cwe_id`',
    location: 'UTF-8 bytes, 1-based; the start only, the last line as the second half of `line`',
    identity: 'none',
    incomplete: '`Golang errors`: the file counts as failed',
    limits: [
      'Results that `#nosec` suppresses are in the report only with `-track-suppressions`.',
      'A region has no end column.',
      'With `-quiet` a clean scan writes nothing at all, which is not a report.',
      'SARIF does not say what could not be compiled: read on its own it looks complete.',
      'SARIF writes MEDIUM and HIGH both as `error`; the word is taken from the tags of the rule, which are those of its first result. It has no confidence of its own, and its end column is its start column.',
    ],
  },
  detect({ json: value }) {
    return (
      field(value, 'Issues') !== undefined &&
      (field(value, 'Golang errors') !== undefined || field(value, 'GosecVersion') !== undefined)
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/Issues', '/Golang errors')
    const { value } = outline
    // Go writes an empty list as null.
    const readable = outline.has('/Issues') || field(value, 'Issues') === null
    yield {
      type: 'run',
      run: {
        tool: 'gosec',
        version: asText(field(value, 'GosecVersion')),
        targets: [],
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) yield notThisFormat(outline, report.name, '/Issues', 'There is no list of issues')
    if (asInteger(field(value, 'Stats', 'files')) === 0)
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'nothing-scanned',
          message: 'gosec says that it scanned no file',
          path: report.name,
          position: '/Stats/files',
        },
      }
    for (const { key: path, value: errors, pointer } of outline.elements('/Golang errors')) {
      const reason = asText(field(errors, 0, 'error')) ?? 'does not compile'
      // Errors of the compiler itself name no file.
      if (path !== '') yield { type: 'target', path, status: 'failed', reason }
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'parse-error',
          message: path === '' ? reason : `${path}: ${reason}`,
          path: report.name,
          position: pointer,
        },
      }
    }
    for (const { value: issue, pointer } of outline.elements('/Issues')) {
      const draft = toDraft(issue, pointer)
      yield draft === null
        ? badResult(report.name, pointer, 'An issue has no rule or file')
        : { type: 'finding', draft }
    }
  },
}

function toDraft(issue: unknown, pointer: string): FindingDraft | null {
  const id = asText(field(issue, 'rule_id'))
  const path = asText(field(issue, 'file'))
  if (id === null || path === null) return null
  const [first, last] = (asText(field(issue, 'line')) ?? '').split('-').map(asInteger)
  const cwe = field(issue, 'cwe')
  const fix = asText(field(issue, 'autofix'))
  const suppressions = asArray(field(issue, 'suppressions'))
  return {
    kind: 'static',
    rule: { id, pack: 'gosec' },
    message: asText(field(issue, 'details')) ?? id,
    severity: [{ raw: asText(field(issue, 'severity')), source: 'severity', scale: 'word' }],
    confidence: asText(field(issue, 'confidence')),
    cwe: [asObject(cwe) === null ? field(issue, 'cwe_id') : cwe],
    region: {
      path,
      startLine: first ?? null,
      startColumn: asInteger(field(issue, 'column')),
      endLine: last ?? first ?? null,
      endColumn: null,
      unit: 'utf8',
    },
    suppressions:
      suppressions.length === 0 && field(issue, 'nosec') === true
        ? [{ kind: 'inSource', status: 'accepted', justification: null }]
        : suppressions.map((suppression) => ({
            kind: asText(field(suppression, 'kind')) ?? 'inSource',
            status: 'accepted',
            justification: asText(field(suppression, 'justification')),
          })),
    ...(fix === null ? {} : { fix }),
    pointer,
  }
}
