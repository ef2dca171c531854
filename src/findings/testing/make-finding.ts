import type { Finding } from '../../kernel/index.ts'

/** A finding for tests, changed in parts. */
export function makeFinding(change: {
  tool?: string
  rule?: string
  run?: string
  id?: string
  path?: string
  lines?: [start: number, end: number]
  columns?: [start: number, end: number]
  cwe?: number[]
  level?: Finding['severity']['level']
  own?: Record<string, string>
}): Finding {
  const { tool = 'semgrep', rule = 'r', run = 'run', path = 'a.py', lines = [1, 1], cwe = [89] } = change
  const own = change.own ?? { 'sast/exact/v1': `${tool}:${rule}:${path}:${lines.join('-')}` }
  return {
    schemaVersion: 1,
    id: change.id ?? `${run}:${tool}:${rule}:${path}:${lines.join('-')}:${change.columns?.join('-') ?? ''}`,
    kind: 'static',
    tool: { name: tool, version: null, format: 'json' },
    rule: { id: rule, name: null, pack: null, url: null },
    title: rule,
    message: rule,
    severity: { level: change.level ?? 'high', raw: null, source: null, derivation: 'tool' },
    confidence: { level: 'unknown', raw: null },
    cwe: { ids: cwe, primary: cwe[0] ?? null, raw: [] },
    location: {
      path,
      startLine: lines[0],
      startColumn: change.columns?.[0] ?? null,
      endLine: lines[1],
      endColumn: change.columns?.[1] ?? null,
      unit: 'utf16',
      unitOrigin: 'tool',
    },
    package: null,
    advisory: null,
    flow: [],
    fingerprints: { tool: {}, own },
    suppressions: [],
    run,
    raw: { sha256: null, pointer: '' },
  }
}
