import type { Finding } from '../../src/kernel/index.ts'

/** One result as it is written. */
export interface SarifResult {
  ruleId: string
  level: 'warning'
  message: { text: string }
  locations?: ReturnType<typeof placeOf>[]
  partialFingerprints?: Readonly<Record<string, string>>
  correlationGuid?: string
  properties: { earlier?: number; later?: number }
}

const CORRELATION = '00000000-0000-4000-8000-'

/** The earlier finding that a matcher carried this `correlationGuid` on from; null: of none. */
export const indexOfCorrelation = (guid: string): number | null =>
  guid.startsWith(CORRELATION) ? Number.parseInt(guid.slice(CORRELATION.length), 16) : null

/**
 * A SARIF log as the tools themselves write it: rule, message, region, the region's text and the lines
 * around it. `fingerprints`: with our own as partial fingerprints. `properties` number the results by side
 * (under unlike names: the multitool compares properties of one name), and earlier ones have a `correlationGuid`, which
 * a matcher carries on and does not compare.
 */
export function sarifOf(
  findings: readonly Finding[],
  source: (path: string) => string,
  side: 'earlier' | 'later',
  { fingerprints = false } = {},
) {
  const tools = Map.groupBy([...findings.entries()], ([, finding]) => finding.tool.name)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [...tools].map(([name, entries]) => ({
      tool: {
        driver: {
          name,
          version: entries[0]?.[1].tool.version ?? '1.0.0',
          rules: [...new Set(entries.map(([, { rule }]) => rule.id))].map((id) => ({ id })),
        },
      },
      columnKind: 'utf16CodeUnits',
      invocations: [{ executionSuccessful: true }],
      results: entries.map(
        ([index, finding]): SarifResult => ({
          ruleId: finding.rule.id,
          level: 'warning',
          message: { text: finding.message },
          ...(finding.location === null ? {} : { locations: [placeOf(finding.location, source)] }),
          ...(fingerprints ? { partialFingerprints: finding.fingerprints.own } : {}),
          ...(side === 'earlier'
            ? { correlationGuid: `${CORRELATION}${index.toString(16).padStart(12, '0')}` }
            : {}),
          properties: { [side]: index },
        }),
      ),
    })),
  }
}

function placeOf(location: NonNullable<Finding['location']>, source: (path: string) => string) {
  const lines = source(location.path).split('\n')
  const text = (from: number, to: number) => ({ text: lines.slice(from - 1, to).join('\n') })
  const { startLine, endLine, startColumn, endColumn } = location
  const from = Math.max(1, startLine - 1)
  const to = Math.min(lines.length, endLine + 1)
  return {
    physicalLocation: {
      artifactLocation: { uri: location.path.split('/').map(encodeURIComponent).join('/') },
      region: {
        startLine,
        endLine,
        ...(startColumn === null ? {} : { startColumn }),
        ...(endColumn === null ? {} : { endColumn }),
        snippet: text(startLine, endLine),
      },
      contextRegion: { startLine: from, endLine: to, snippet: text(from, to) },
    },
  }
}
