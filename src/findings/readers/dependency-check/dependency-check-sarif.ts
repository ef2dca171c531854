import { asText, field } from '../../json/access.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { addressOf, fileOf, fileRegion, versionIn } from './vulnerability.ts'

/**
 * Dependency-Check's SARIF: every level is `warning`, the severity stands in a sentence of the rule, the
 * package URL in the logical location, and each message begins with the rule's name.
 */
export const refineDependencyCheckSarif: SarifRefinement = (draft, { result, rule }) => {
  const { id } = draft.rule
  const short = asText(field(rule, 'shortDescription', 'text')) ?? ''
  const word = /^(\w+) severity - /.exec(short)?.[1] ?? null
  const path = draft.region === null ? null : fileOf(draft.region.path)
  const purl = asText(field(result, 'locations', 0, 'logicalLocations', 0, 'fullyQualifiedName'))
  return {
    ...draft,
    kind: 'dependency',
    rule: {
      ...draft.rule,
      url: addressOf(id),
      pack: asText(field(rule, 'properties', 'source'))?.toLowerCase() ?? null,
    },
    title: null,
    message: draft.message.startsWith(`${id} - `) ? draft.message.slice(id.length + 3) : draft.message,
    severity: [
      { raw: word, source: 'rule.shortDescription', scale: 'word-info-lowest' },
      ...draft.severity.filter(({ scale }) => scale === 'cvss-score'),
    ],
    region: path === null ? null : fileRegion(path),
    package: purl?.startsWith('pkg:')
      ? { purl, version: versionIn(purl), fixedVersions: [], paths: path === null ? [] : [path] }
      : null,
    advisory: { id, aliases: [] },
    // It holds the version: an update that does not mend anything would be another finding.
    toolFingerprints: {},
  }
}
