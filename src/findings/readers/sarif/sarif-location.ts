import { asArray, asInteger, asText, field } from '../../json/access.ts'
import type { ColumnUnit } from '../../location/columns.ts'
import { decodePercent, isAbsolutePath } from '../../location/report-path.ts'
import type { RawRegion } from '../port.ts'

/** Places of one run's results. */
export interface SarifPlaces {
  /** The place of a SARIF location; null where it names no file. */
  region(location: unknown): RawRegion | null
  /** The steps of the first flow, source to sink. */
  flow(result: unknown): { region: RawRegion; message: string | null }[]
}

export function createSarifPlaces(run: unknown, fallback: ColumnUnit): SarifPlaces {
  const unit = columnUnit(run, fallback)
  const region = (location: unknown): RawRegion | null => {
    const physical = field(location, 'physicalLocation')
    const path = artifactPath(field(physical, 'artifactLocation'), run)
    if (path === null) return null
    const area = field(physical, 'region')
    const startLine = asInteger(field(area, 'startLine'))
    return {
      path,
      startLine,
      startColumn: asInteger(field(area, 'startColumn')),
      endLine: asInteger(field(area, 'endLine')) ?? startLine,
      endColumn: asInteger(field(area, 'endColumn')),
      unit,
    }
  }
  return {
    region,
    flow: (result) =>
      asArray(field(result, 'codeFlows', 0, 'threadFlows', 0, 'locations')).flatMap((step) => {
        const location = field(step, 'location')
        const place = region(location)
        return place === null ? [] : [{ region: place, message: asText(field(location, 'message', 'text')) }]
      }),
  }
}

/** `columnKind` may differ from run to run within one file. */
function columnUnit(run: unknown, fallback: ColumnUnit): ColumnUnit {
  const kind = asText(field(run, 'columnKind'))
  if (kind === 'utf16CodeUnits') return 'utf16'
  return kind === 'unicodeCodePoints' ? 'codepoint' : fallback
}

/** Path of an artifact: by URI, or by index into the run's artifacts; relative ones under an absolute base are joined. */
export function artifactPath(artifact: unknown, run: unknown): string | null {
  const index = asInteger(field(artifact, 'index'))
  const located =
    asText(field(artifact, 'uri')) === null && index !== null && index >= 0
      ? field(run, 'artifacts', index, 'location')
      : artifact
  const uri = asText(field(located, 'uri'))
  if (uri === null || uri === '') return null
  if (/^file:/i.test(uri)) return uri
  const path = decodePercent(uri)
  const base = baseFolder(asText(field(located, 'uriBaseId')), run)
  return base === null || isAbsolutePath(path) ? path : `${base.replace(/\/+$/, '')}/${path}`
}

/** Absolute folder of a base id, resolved through its own base; null where the report gives none. */
function baseFolder(id: string | null, run: unknown): string | null {
  let suffix = ''
  // Bases may name bases: bounded, so that a circle ends.
  for (let current = id, steps = 0; current !== null && steps < 8; steps++) {
    const base = field(run, 'originalUriBaseIds', current)
    const uri = asText(field(base, 'uri'))
    if (uri === null) return null
    if (isAbsolutePath(uri)) return `${uri.replace(/\/+$/, '')}/${suffix}`
    suffix = `${decodePercent(uri).replace(/\/+$/, '')}/${suffix}`
    current = asText(field(base, 'uriBaseId'))
  }
  return null
}
