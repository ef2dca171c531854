import type { Finding } from '../../src/kernel/index.ts'
import type { LabelledPair, PairSide } from './pair.ts'

/** The finding that a side of a pair stands for, as far as correlation looks at it. */
export function findingOfSide(side: PairSide, pair: LabelledPair, name: 'a' | 'b'): Finding {
  const isDependency = side.package !== undefined
  return {
    schemaVersion: 1,
    id: `${pair.id}:${name}`,
    kind: side.kind,
    tool: { name: side.engine, version: side.version, format: 'json' },
    rule: { id: side.rule, name: null, pack: null, url: null },
    title: side.rule,
    message: '',
    severity: { level: 'unknown', raw: null, source: null, derivation: 'default' },
    confidence: { level: 'unknown', raw: null },
    cwe: { ids: side.cwe, primary: side.cwe[0] ?? null, raw: [] },
    location: isDependency ? null : { path: pair.file, ...side.region, unitOrigin: 'tool' },
    package: side.package ? { ...side.package, fixedVersions: [], paths: [] } : null,
    advisory: side.advisory ?? null,
    flow: [],
    fingerprints: { tool: {}, own: {} },
    suppressions: [],
    run: `run of ${side.engine} ${side.version}`,
    raw: { sha256: null, pointer: '' },
  }
}
