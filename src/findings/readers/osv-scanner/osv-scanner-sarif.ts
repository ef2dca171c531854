import { asText, asTexts, field } from '../../json/access.ts'
import { ecosystemOfManifest } from '../manifest-ecosystem.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft } from '../port.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'

/**
 * osv-scanner's SARIF: package and version stand in the message only, the ecosystem nowhere; `level` is
 * always `warning` and says nothing. Results of a vulnerability with n ids are listed n times, one block
 * after or apart from the other: the first block counts.
 */
export function createOsvScannerRefinement(): SarifRefinement {
  const finished = new Set<string>()
  let rule = ''
  let first = ''
  let table: FixedTable | null = null

  /** Does this result repeat what a block of its rule has said? Remembers rules, not results. */
  const isRepeated = (id: string, key: string): boolean => {
    if (finished.has(id)) return true
    if (id !== rule) {
      finished.add(rule)
      rule = id
      first = key
      return false
    }
    if (key !== first) return false
    finished.add(id)
    return true
  }

  return (draft, { result, rule: descriptor }) => {
    const message = asText(field(result, 'message', 'text')) ?? ''
    const path = draft.region?.path ?? null
    const id = draft.rule.id
    if (isRepeated(id, `${path} ${message}`)) return null
    // One rule may have thousands of results, and its help text a row for each.
    if (table?.id !== id) table = fixedTable(id, asText(field(descriptor, 'help', 'markdown')) ?? '')
    const short = asText(field(descriptor, 'shortDescription', 'text')) ?? id
    const summary = short.startsWith(`${id}: `) ? short.slice(id.length + 2) : null
    return {
      ...draft,
      rule: { ...draft.rule, name: null, pack: 'osv' },
      title: summary,
      message: summary ?? (asText(field(descriptor, 'fullDescription', 'text')) || draft.message),
      severity: draft.severity.filter(({ scale }) => scale === 'cvss-score'),
      package: packageOf(message, path, table),
      advisory: {
        id,
        aliases: asTexts(field(descriptor, 'deprecatedIds') ?? []).filter((alias) => alias !== id),
      },
      // It holds the version: an update that does not mend anything would be another finding.
      toolFingerprints: {},
    }
  }
}

function packageOf(message: string, path: string | null, table: FixedTable): FindingDraft['package'] {
  const [, name, version] = /^Package '([^']+)@([^@']*)' is vulnerable to '/.exec(message) ?? []
  const ecosystem = path === null ? null : ecosystemOfManifest(path)
  if (name === undefined || version === undefined || ecosystem === null) return null
  return {
    purl: packageUrl(ecosystem, name, version),
    version,
    fixedVersions: [...(table.versions.get(name) ?? [])],
    paths: [],
  }
}

/** Versions in which the packages of a rule are mended. */
interface FixedTable {
  id: string
  versions: ReadonlyMap<string, ReadonlySet<string>>
}

/** They stand in a table of the help text: `| id | package | versions |`. */
function fixedTable(id: string, help: string): FixedTable {
  const versions = new Map<string, Set<string>>()
  for (const row of (help.split('### Fixed Versions', 2)[1] ?? '').split('\n')) {
    const [, , name, list, end] = row.split('|', 6).map((cell) => cell.trim())
    if (name === undefined || list === undefined || end !== '' || /^-+$/.test(list)) continue
    const known = versions.get(name) ?? new Set()
    for (const version of list.split(', ')) known.add(version)
    versions.set(name, known)
  }
  return { id, versions }
}
