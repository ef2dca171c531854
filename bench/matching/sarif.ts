import type { Finding } from '../../src/kernel/index.ts'

/**
 * A SARIF log as the tools themselves write it: rule, message, region, the region's text and the lines
 * around it. `fingerprints`: with our own as partial fingerprints. `properties.index` counts results.
 */
export function sarifOf(
  findings: readonly Finding[],
  source: (path: string) => string,
  { fingerprints = false, version = '1.0.0', ruleOf = (rule: string) => rule } = {},
) {
  const tools = Map.groupBy([...findings.entries()], ([, finding]) => finding.tool.name)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [...tools].map(([name, entries]) => ({
      tool: {
        driver: {
          name,
          version,
          rules: [...new Set(entries.map(([, { rule }]) => ruleOf(rule.id)))].map((id) => ({ id })),
        },
      },
      columnKind: 'utf16CodeUnits',
      invocations: [{ executionSuccessful: true }],
      results: entries.map(([index, finding]) => ({
        ruleId: ruleOf(finding.rule.id),
        level: 'warning',
        message: { text: finding.message },
        ...(finding.location === null ? {} : { locations: [placeOf(finding.location, source)] }),
        ...(fingerprints ? { partialFingerprints: finding.fingerprints.own } : {}),
        properties: { index },
      })),
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
