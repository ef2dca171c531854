import { asArray, asInteger, asText, asTexts, field } from '../../json/access.ts'
import type { FindingDraft, RawRegion } from '../port.ts'

/** One result of Semgrep's JSON; null where it names no rule or no file. Columns are UTF-8 bytes, 1-based. */
export function toSemgrepDraft(result: unknown, pointer: string): FindingDraft | null {
  const id = asText(field(result, 'check_id'))
  const path = asText(field(result, 'path'))
  if (id === null || path === null) return null
  const extra = field(result, 'extra')
  const metadata = field(extra, 'metadata')
  const fingerprint = asText(field(extra, 'fingerprint'))
  const fix = asText(field(extra, 'fix')) ?? asText(field(extra, 'rendered_fix'))
  return {
    kind: 'static',
    rule: {
      id,
      name: id.slice(id.lastIndexOf('.') + 1),
      url: asText(field(metadata, 'source')) ?? asTexts(field(metadata, 'references') ?? [])[0] ?? null,
    },
    message: asText(field(extra, 'message')) ?? '',
    severity: [{ raw: asText(field(extra, 'severity')), source: 'extra.severity', scale: 'word' }],
    confidence: asText(field(metadata, 'confidence')),
    cwe: cwesOf(metadata),
    region: regionOf(path, result),
    flow: flowOf(field(extra, 'dataflow_trace')),
    toolFingerprints: fingerprint === null ? {} : { fingerprint },
    suppressions:
      field(extra, 'is_ignored') === true
        ? [{ kind: 'inSource', status: 'accepted', justification: null }]
        : [],
    ...(fix === null ? {} : { fix }),
    pointer,
  }
}

/** Packs write it as `cwe`, `cwe_id` or `cwe-id`: text, number or list. */
const cwesOf = (metadata: unknown): unknown[] =>
  ['cwe', 'cwe_id', 'cwe-id', 'cwes'].flatMap((key) => {
    const value = field(metadata, key)
    return value === undefined ? [] : Array.isArray(value) ? asArray(value) : [value]
  })

function regionOf(path: string, span: unknown): RawRegion {
  return {
    path,
    startLine: asInteger(field(span, 'start', 'line')),
    startColumn: asInteger(field(span, 'start', 'col')),
    endLine: asInteger(field(span, 'end', 'line')),
    endColumn: asInteger(field(span, 'end', 'col')),
    unit: 'utf8',
  }
}

/** Source, the steps between, sink; each place comes as `["CliLoc", [location, text]]` or bare. */
function flowOf(trace: unknown): { region: RawRegion; message: string | null }[] {
  const places: { region: RawRegion; message: string | null }[] = []
  const add = (location: unknown, message: string) => {
    const path = asText(field(location, 'path'))
    if (path !== null) places.push({ region: regionOf(path, location), message })
  }
  const side = (value: unknown, message: string) => {
    const location = field(value, 1, 0)
    if (location !== undefined) add(location, message)
  }
  side(field(trace, 'taint_source'), 'source')
  for (const step of asArray(field(trace, 'intermediate_vars'))) add(field(step, 'location'), 'step')
  side(field(trace, 'taint_sink'), 'sink')
  return places
}
