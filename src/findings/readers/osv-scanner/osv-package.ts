import { asArray, asObject, asText, asTexts, field } from '../../json/access.ts'
import { badResult } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, ReadItem } from '../port.ts'
import { mergeOsvRecords, osvFixedVersions, osvSeverity } from './osv-record.ts'

/**
 * One package of one source: a finding for each group of records that are one vulnerability, however many
 * databases have published it, and one for each licence that is not allowed.
 */
export function* readOsvPackage(
  entry: unknown,
  { path, report, pointer }: { path: string | null; report: string; pointer: string },
): Generator<ReadItem> {
  const listed = field(entry, 'vulnerabilities')
  if (asObject(entry) === null || (listed !== undefined && listed !== null && !Array.isArray(listed)))
    yield badResult(report, pointer, 'A package is no object, or has something else than a list of records')
  const name = asText(field(entry, 'package', 'name')) ?? ''
  const version = asText(field(entry, 'package', 'version')) || asText(field(entry, 'package', 'commit'))
  const purl =
    name === '' ? null : packageUrl(asText(field(entry, 'package', 'ecosystem')) ?? '', name, version)
  const region =
    path === null
      ? null
      : { path, startLine: null, startColumn: null, endLine: null, endColumn: null, unit: 'unknown' as const }
  for (const { records, names, maximum, at } of groupsOf(entry, pointer)) {
    const advisory = mergeOsvRecords(records, names)
    if (advisory === null || purl === null) {
      yield badResult(report, at, 'A vulnerability has no id or package')
      continue
    }
    yield {
      type: 'finding',
      draft: {
        kind: 'dependency',
        rule: { id: advisory.id, url: advisory.url, pack: 'osv' },
        title: advisory.summary,
        message: advisory.summary ?? advisory.details ?? `${name} ${version ?? ''}: ${advisory.id}`,
        severity: osvSeverity(records, maximum),
        cwe: advisory.cwe,
        region,
        package: { purl, version, fixedVersions: osvFixedVersions(records, name), paths: [] },
        advisory: { id: advisory.id, aliases: advisory.aliases },
        pointer: at,
      },
    }
  }
  for (const [index, licence] of asTexts(field(entry, 'license_violations') ?? []).entries())
    yield {
      type: 'finding',
      draft: {
        kind: 'license',
        rule: { id: licence, pack: 'osv' },
        message: `${name} is under ${licence}, which the list of allowed licences does not have`,
        severity: [],
        region,
        pointer: `${pointer}/license_violations/${index}`,
      } satisfies FindingDraft,
    }
}

interface RecordGroup {
  records: unknown[]
  names: string[]
  maximum: string | null
  at: string
}

/** Records by the tool's own groups; those that stand in none (`groups` may be absent) each on its own. */
function groupsOf(entry: unknown, pointer: string): RecordGroup[] {
  const groups: RecordGroup[] = []
  const groupOf = new Map<string, RecordGroup>()
  for (const group of asArray(field(entry, 'groups'))) {
    const ids = asTexts(field(group, 'ids') ?? [])
    const names = [...ids, ...asTexts(field(group, 'aliases') ?? [])]
    const made = { records: [], names, maximum: asText(field(group, 'max_severity')), at: '' }
    for (const id of ids) groupOf.set(id, made)
  }
  for (const [index, record] of asArray(field(entry, 'vulnerabilities')).entries()) {
    const group = groupOf.get(asText(field(record, 'id')) ?? '') ?? {
      records: [],
      names: [],
      maximum: null,
      at: '',
    }
    if (group.records.length === 0) {
      group.at = `${pointer}/vulnerabilities/${index}`
      groups.push(group)
    }
    group.records.push(record)
  }
  return groups
}
