import { asArray, asInteger, asText, field } from '../../json/access.ts'
import type { Advisory } from '../osv-scanner/osv-record.ts'
import { mergeOsvRecords, osvSeverity } from '../osv-scanner/osv-record.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, RawRegion, SeverityClaim } from '../port.ts'
import { type Reach, reachMessage } from './reach.ts'

interface KnownAdvisory {
  id: string
  advisory: Advisory
  severity: SeverityClaim[]
  url: string | null
}

interface VulnerableModule {
  osv: string
  module: string
  version: string | null
  fixedVersion: string | null
  reach: Reach
  symbol: string
  flow: NonNullable<FindingDraft['flow']>
  pointer: string
}

const REACHES: readonly Reach[] = ['called', 'imported', 'required']

/**
 * Merges govulncheck's messages: it names one vulnerability of one module up to three times and more, as
 * its analysis goes deeper, and the texts stand in messages of their own. What is kept grows with the
 * vulnerabilities known of the modules in use, not with the findings.
 */
export class VulnerableModules {
  readonly #advisories = new Map<string, KnownAdvisory>()
  readonly #modules = new Map<string, VulnerableModule>()

  addRecord(record: unknown): void {
    const id = asText(field(record, 'id'))
    const advisory = mergeOsvRecords([record])
    if (id === null || advisory === null) return
    const url = asText(field(record, 'database_specific', 'url')) ?? advisory.url
    this.#advisories.set(id, { id, advisory, severity: osvSeverity([record]), url })
  }

  /** False where the message names no vulnerability or no module. */
  addFinding(finding: unknown, pointer: string): boolean {
    const osv = asText(field(finding, 'osv'))
    const trace = asArray(field(finding, 'trace'))
    const module = asText(field(trace, 0, 'module'))
    if (osv === null || module === null) return false
    const version = asText(field(trace, 0, 'version'))
    const key = JSON.stringify([osv, module, version])
    const reach = reachOf(trace[0])
    const symbol = symbolOf(trace[0])
    const known = this.#modules.get(key)
    if (known === undefined || isBefore({ reach, symbol }, known))
      this.#modules.set(key, {
        osv,
        module,
        version,
        fixedVersion: asText(field(finding, 'fixed_version')),
        reach,
        symbol,
        flow: flowOf(trace),
        pointer,
      })
    return true
  }

  *drafts(region: RawRegion | null): Generator<FindingDraft> {
    for (const { osv, module, version, fixedVersion, reach, flow, pointer } of this.#modules.values()) {
      const known = this.#advisories.get(osv)
      const names = known === undefined ? [] : [known.advisory.id, ...known.advisory.aliases]
      const summary = known?.advisory.summary ?? known?.advisory.details ?? osv
      yield {
        kind: 'dependency',
        rule: { id: osv, url: known?.url ?? null, pack: 'go-vulnerability-database' },
        title: known?.advisory.summary ?? null,
        message: reachMessage(summary, reach),
        severity: known?.severity ?? [],
        cwe: known?.advisory.cwe ?? [],
        region,
        package: {
          purl: packageUrl('Go', module, version),
          version,
          fixedVersions: fixedVersion === null ? [] : [fixedVersion],
          paths: [],
        },
        advisory: { id: osv, aliases: names.filter((name) => name !== osv) },
        flow,
        pointer,
      }
    }
  }
}

function reachOf(frame: unknown): Reach {
  if (asText(field(frame, 'function')) !== null) return 'called'
  return asText(field(frame, 'package')) === null ? 'required' : 'imported'
}

/** The deeper reach; of calls the first by name, since the order of the report changes from scan to scan. */
function isBefore(a: Pick<VulnerableModule, 'reach' | 'symbol'>, b: typeof a): boolean {
  const [depth, other] = [REACHES.indexOf(a.reach), REACHES.indexOf(b.reach)]
  return depth < other || (depth === other && a.symbol < b.symbol)
}

const symbolOf = (frame: unknown): string =>
  ['package', 'receiver', 'function']
    .map((key) => asText(field(frame, key)))
    .filter((part) => part !== null)
    .join('.')

/** Steps in the scanned module, entry first: those of other modules lie outside of it. */
function flowOf(trace: readonly unknown[]): NonNullable<FindingDraft['flow']> {
  const own = asText(field(trace.at(-1), 'module'))
  return [...trace].reverse().flatMap((frame) => {
    const path = asText(field(frame, 'position', 'filename'))
    if (path === null || asText(field(frame, 'module')) !== own) return []
    const line = asInteger(field(frame, 'position', 'line'))
    const startColumn = asInteger(field(frame, 'position', 'column'))
    const region = {
      path,
      startLine: line,
      startColumn,
      endLine: line,
      endColumn: null,
      unit: 'utf8' as const,
    }
    return [{ region, message: symbolOf(frame) }]
  })
}
