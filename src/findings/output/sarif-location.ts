import type { Location } from '../../kernel/index.ts'
import type { SarifArtifact, SarifLocation } from './sarif-log.ts'

/** The scanned folder, by the name that GitHub gives it. It has no address: that is nobody's business. */
export const SOURCE_ROOT = '%SRCROOT%'

/** A file of the scanned folder; every step of its path is encoded, so that a colon in it is no scheme. */
export const toArtifact = (path: string): SarifArtifact => ({
  uri: path.toWellFormed().split('/').map(encodeStep).join('/'),
  uriBaseId: SOURCE_ROOT,
})

/** Most names need no encoding, and the test is cheaper than the work. */
const encodeStep = (step: string): string => (/^[\w.-]*$/.test(step) ? step : encodeURIComponent(step))

/** A place; columns only where they are in the unit that the run announces. */
export function toSarifLocation(location: Location): SarifLocation {
  const exact = location.unit === 'utf16'
  return {
    physicalLocation: {
      artifactLocation: toArtifact(location.path),
      region: {
        startLine: location.startLine,
        ...(exact && location.startColumn !== null ? { startColumn: location.startColumn } : {}),
        endLine: location.endLine,
        ...(exact && location.endColumn !== null ? { endColumn: location.endColumn } : {}),
      },
    },
  }
}

/**
 * Where the report names no file. GitHub refuses a result without a place; the scanned folder itself is
 * the smallest that is true.
 */
export const NO_PLACE: SarifLocation = {
  physicalLocation: { artifactLocation: { uri: '.', uriBaseId: SOURCE_ROOT }, region: { startLine: 1 } },
}
