import { type Finding, type Issue, type ScanReport, type ScanRun, sha256 } from '../kernel/index.ts'

/** A scan report with findings of our own at the given lines, for tests of the store. */
export function makeScanReport(options: {
  tool: string
  status?: ScanRun['status']
  lines: readonly number[]
  cwe?: number
  message?: string
}): ScanReport {
  const run = sha256(`run of ${options.tool}`)
  const findings = options.lines.map((line) => makeFinding(run, options.tool, line, options))
  const issues: Issue[] = findings.map((finding) => ({
    id: sha256(`issue of ${finding.id}`),
    findings: [finding.id],
    engines: [options.tool],
    lineages: [options.tool],
    path: finding.location?.path ?? null,
    startLine: finding.location?.startLine ?? null,
    cwe: finding.cwe.primary,
    severity: 'high',
    title: finding.title,
    reasons: [],
  }))
  return {
    runs: [
      {
        id: run,
        tool: { name: options.tool, version: '1.0' },
        packs: [{ name: 'pack', lineage: options.tool, sha256: sha256('pack'), heldOut: false }],
        status: options.status ?? 'complete',
        targets: [{ path: 'src/users.py', status: 'scanned' }],
        diagnostics: [],
      },
    ],
    findings,
    issues,
  }
}

function makeFinding(
  run: string,
  tool: string,
  line: number,
  options: { cwe?: number; message?: string },
): Finding {
  const fingerprint = sha256(`${tool} ${line}`)
  return {
    schemaVersion: 1,
    id: sha256(`${run} ${fingerprint}`),
    kind: 'static',
    tool: { name: tool, version: '1.0', format: 'json' },
    rule: { id: 'R1', name: 'string-built-sql', pack: 'pack', url: null },
    title: 'SQL built from a string',
    message: options.message ?? `A query is built from a string on line ${line}.`,
    severity: { level: 'high', raw: 'HIGH', source: 'severity', derivation: 'tool' },
    confidence: { level: 'medium', raw: null },
    cwe: { ids: [options.cwe ?? 89], primary: options.cwe ?? 89, raw: [String(options.cwe ?? 89)] },
    location: {
      path: 'src/users.py',
      startLine: line,
      startColumn: 1,
      endLine: line,
      endColumn: 9,
      unit: 'utf16',
      unitOrigin: 'tool',
    },
    package: null,
    advisory: null,
    flow: [],
    fingerprints: { tool: {}, own: { 'sast/exact/v1': fingerprint } },
    suppressions: [],
    run,
    raw: { sha256: null, pointer: `/results/${line}` },
  }
}
