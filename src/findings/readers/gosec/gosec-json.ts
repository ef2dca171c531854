import { asArray, asInteger, asObject, asText, field } from '../../json/access.ts'
import { badResult, elements, entries, notThisFormat, undescribedFacts } from '../document-faults.ts'
import type { FindingDraft, Reader, ReadItem } from '../port.ts'

/** gosec's JSON: numbers as texts, a line that may be a range (`12-14`). Files that do not compile stand under `Golang errors`. */
export const gosecJson: Reader = {
  name: 'gosec-json',
  folder: 'gosec',
  format: 'json',
  tools: ['gosec'],
  facts: undescribedFacts('gosec, JSON'),
  detect({ json: value }) {
    return (
      field(value, 'Issues') !== undefined &&
      (field(value, 'Golang errors') !== undefined || field(value, 'GosecVersion') !== undefined)
    )
  },
  *read(input): Generator<ReadItem> {
    const document = input.outline()
    const { value } = document
    const issues = field(value, 'Issues')
    // Go writes an empty list as null.
    const readable = Array.isArray(issues) || issues === null
    yield {
      type: 'run',
      run: {
        tool: 'gosec',
        version: asText(field(value, 'GosecVersion')),
        status: readable ? 'complete' : 'failed',
        targets: [],
      },
    }
    if (!readable) yield notThisFormat(document, input.name, '/Issues', 'There is no list of issues')
    for (const [path, errors, pointer] of entries(
      document,
      field(value, 'Golang errors'),
      '/Golang errors',
    )) {
      const message = asText(field(errors, 0, 'error')) ?? 'does not compile'
      yield { type: 'target', path, status: 'failed', reason: message }
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'parse-error',
          message: `${path}: ${message}`,
          path: input.name,
          position: pointer,
        },
      }
    }
    for (const [issue, pointer] of elements(document, issues, '/Issues')) {
      const draft = toDraft(issue, pointer)
      yield draft === null
        ? badResult(input.name, pointer, 'An issue has no rule or file')
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
      // Go counts columns in bytes.
      startColumn: asInteger(field(issue, 'column')),
      endLine: last ?? first ?? null,
      endColumn: null,
      unit: 'utf8',
    },
    suppressions: [
      ...(field(issue, 'nosec') === true && asArray(field(issue, 'suppressions')).length === 0
        ? [{ kind: 'inSource', status: 'accepted', justification: null }]
        : []),
      ...asArray(field(issue, 'suppressions')).map((suppression) => ({
        kind: asText(field(suppression, 'kind')) ?? 'inSource',
        status: 'accepted',
        justification: asText(field(suppression, 'justification')),
      })),
    ],
    pointer,
  }
}
