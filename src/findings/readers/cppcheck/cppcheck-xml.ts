import { asInteger } from '../../json/access.ts'
import { badResult, NOT_THIS_FORMAT } from '../document-faults.ts'
import type { FindingDraft, RawRegion, Reader, ReadItem, XmlElement } from '../port.ts'
import { cppcheckRunMessage } from './cppcheck-messages.ts'
import { cppcheckRunItems } from './cppcheck-run-items.ts'
import { cppcheckKind, cppcheckSeverity } from './cppcheck-severity.ts'

/** cppcheck's XML, versions 2 and 3 (3 lists the checkers that ran and the critical errors beside the results). */
export const cppcheckXml: Reader = {
  name: 'cppcheck-xml',
  folder: 'cppcheck',
  format: 'xml',
  tools: ['cppcheck'],
  facts: {
    title: 'cppcheck, XML 2 and 3',
    proof: { by: 'captured', tools: ['cppcheck 2.22.0', 'cppcheck 2.10'] },
    severity:
      '`severity`: error high, warning medium, style, performance and portability low (kind `quality`), information info',
    confidence: '`inconclusive` is low; else not said',
    cwe: '`cwe`, one id',
    location: 'UTF-8 bytes, 1-based; there is no end. The first location is the place, the others lead to it',
    identity:
      '`hash` (not in 2.10): survives edits above, unless the message names a line; equal ones are rejected',
    incomplete: 'Results such as `syntaxError` or `preprocessorErrorDirective`: the file counts as failed',
    limits: [
      'Files that were scanned are not listed.',
      'Suppressed results are not in the report.',
      'Missing files are told on the error output only.',
      'Missing headers are a remark, not a failure.',
    ],
  },
  detect: ({ head }) => /<results\b[^>]{0,200}\bversion="[23]"/.test(head) && head.includes('<cppcheck '),
  *read(report): Generator<ReadItem> {
    let isOpen = false
    for (const element of report.xml('cppcheck', 'error')) {
      if (!isOpen) {
        isOpen = true
        const version = element.name === 'cppcheck' ? (element.attributes.version ?? null) : null
        yield { type: 'run', run: { tool: 'cppcheck', version, targets: [] } }
      }
      if (element.name === 'error') yield* toItems(element, report.name)
    }
    if (isOpen) return
    yield { type: 'run', run: { tool: 'cppcheck', version: null, status: 'failed', targets: [] } }
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: 'error',
        code: NOT_THIS_FORMAT,
        message: 'There are no results of cppcheck',
        path: report.name,
      },
    }
  },
}

function* toItems(error: XmlElement, report: string): Generator<ReadItem> {
  const { id, msg, verbose, severity, cwe, hash, inconclusive } = error.attributes
  const places = error.children
    .filter(({ name }) => name === 'location')
    .flatMap((location) => {
      const region = regionOf(location)
      return region === null ? [] : [{ region, message: location.attributes.info ?? null }]
    })
  const path = places[0]?.region.path ?? error.attributes.file0 ?? null
  if (id === undefined) {
    yield badResult(report, error.pointer, 'A result has no id')
    return
  }
  const about = cppcheckRunMessage(id)
  if (about !== null) {
    yield* cppcheckRunItems({ about, id, message: msg ?? id, path, report, pointer: error.pointer })
    return
  }
  if (places.length === 0) {
    yield badResult(report, error.pointer, 'A result has no file')
    return
  }
  const draft: FindingDraft = {
    kind: cppcheckKind(severity ?? null),
    rule: { id, pack: 'cppcheck' },
    message: msg ?? verbose ?? '',
    severity: [cppcheckSeverity(severity ?? null, severity ?? null, 'severity')],
    confidence: inconclusive === 'true' ? 'inconclusive' : null,
    cwe: cwe === undefined ? [] : [cwe],
    region: places[0]?.region ?? null,
    // From where it begins to where it shows.
    flow: places.length > 1 ? places.toReversed() : [],
    // 0 stands for none.
    toolFingerprints: hash === undefined || hash === '0' ? {} : { 'partial:hash/v1': hash },
    pointer: error.pointer,
  }
  yield { type: 'finding', draft }
}

function regionOf({ attributes }: XmlElement): RawRegion | null {
  if (attributes.file === undefined || attributes.file === '') return null
  const line = asInteger(attributes.line)
  return {
    path: attributes.file,
    startLine: line,
    startColumn: asInteger(attributes.column),
    endLine: line,
    endColumn: null,
    unit: 'utf8',
  }
}
