/**
 * Draws the candidates for `pairs.jsonl`: node bench/correlation/sample-pairs.ts ROOT SCAN.json… > candidates.jsonl
 * ROOT holds unpacked packages as `NAME@VERSION/` and task references as `_tasks/ID/`; each SCAN is what
 * `sbr scan ROOT --engines NAME --json` printed. Reads no label and asks no merge rule: strata only describe.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { closestCwes } from '../../src/findings/index.ts'
import { digestFields, type Finding, sha256 } from '../../src/kernel/index.ts'
import type { LabelledPair, PairOrigin, PairSide } from './pair.ts'

const NEARBY_LINES = 10
/** Of one pair of rules, this many are drawn in a stratum, each from another place. */
const PER_RULES = 3
const PER_STRATUM = 70

type Candidate = Omit<LabelledPair, 'label' | 'why' | 'weight'>

const [root = '', ...scans] = process.argv.slice(2)
const outputs = scans.map((file) => JSON.parse(readFileSync(file, 'utf8')) as ScanOutput)
interface ScanOutput {
  findings: Finding[]
}

const byFile = Map.groupBy(
  outputs.flatMap(({ findings }) => findings),
  (finding) => finding.location?.path ?? '',
)
const candidates = [...byFile].flatMap(([path, findings]) => [...pairsOf(path, findings)])
for (const [stratum, inStratum] of Map.groupBy(candidates, (pair) => pair.stratum)) {
  const drawn = draw(inStratum, PER_STRATUM)
  for (const pair of drawn) process.stdout.write(`${JSON.stringify(pair)}\n`)
  process.stderr.write(`${stratum}: ${drawn.length} of ${inStratum.length}\n`)
}

/** Rarely seen pairs of rules first, then by digest: the same draw for the same scans. */
function draw(pairs: readonly Candidate[], limit: number): (Candidate & { weight: number })[] {
  const rulesOf = ({ a, b }: Candidate) => `${a.engine} ${a.rule} ${b.engine} ${b.rule}`
  const groups = [...Map.groupBy(pairs, rulesOf).values()].map((group) => {
    const places = new Map(group.toSorted(byId).map((pair) => [pair.cluster, pair]))
    return { size: group.length, drawn: [...places.values()].toSorted(byId).slice(0, PER_RULES) }
  })
  const rounds = Array.from({ length: PER_RULES }, (_, round) =>
    groups.flatMap((group) => group.drawn[round] ?? []).toSorted(byId),
  )
  const chosen = new Set(rounds.flat().slice(0, limit))
  return groups.flatMap(({ size, drawn }) => {
    const kept = drawn.filter((pair) => chosen.has(pair))
    return kept.map((pair) => ({ ...pair, weight: Math.round((size / kept.length) * 100) / 100 }))
  })
}

function* pairsOf(path: string, findings: readonly Finding[]): Generator<Candidate> {
  if (path === '') return
  const [top = '', second = ''] = path.split('/')
  const owner = top === '_tasks' ? `task:${second}` : top
  const file = path
    .split('/')
    .slice(top === '_tasks' ? 2 : 1)
    .join('/')
  const ordered = findings.toSorted((x, y) => (x.id < y.id ? -1 : 1))
  for (const [index, a] of ordered.entries())
    for (const b of ordered.slice(index + 1)) {
      const stratum = stratumOf(a, b)
      if (stratum === null) continue
      yield {
        id: digestFields([path, a.id, b.id]).slice(0, 16),
        // Families of tasks share code: `py-path-album` goes where `py-path-read-note` goes.
        split:
          Number.parseInt(sha256(owner.replace(/^(task:\w+-\w+).*|@.*/, '$1')).slice(0, 8), 16) % 2
            ? 'dev'
            : 'held-out',
        cluster: `${path}:${Math.round((a.location?.startLine ?? 0) / NEARBY_LINES)}`,
        origin: originOf(owner),
        file,
        sha256: sha256(readFileSync(join(root, path))),
        stratum,
        a: sideOf(a),
        b: sideOf(b),
      }
    }
}

function stratumOf(a: Finding, b: Finding): string | null {
  if (a.package !== null || b.package !== null) return null
  if (a.location === null || b.location === null) return null
  if (a.tool.name === b.tool.name && a.rule.id === b.rule.id) return null
  const gap =
    Math.max(a.location.startLine, b.location.startLine) - Math.min(a.location.endLine, b.location.endLine)
  if (gap > NEARBY_LINES) return null
  const closest = closestCwes(a.cwe.ids, b.cwe.ids)
  const cwes =
    a.cwe.ids.length === 0 || b.cwe.ids.length === 0
      ? 'no CWE'
      : closest === null
        ? 'CWE unrelated'
        : closest.distance === 0
          ? 'CWE equal'
          : 'CWE related'
  if (gap > 0) return cwes === 'CWE equal' || cwes === 'CWE related' ? 'nearby, CWE equal or related' : null
  return `${overlaps(a.location, b.location) ? 'overlap' : 'same line, no overlap'}, ${cwes}`
}

function overlaps(a: NonNullable<Finding['location']>, b: NonNullable<Finding['location']>): boolean {
  const before = (x: typeof a, y: typeof a) =>
    x.endLine < y.startLine ||
    (x.endLine === y.startLine &&
      x.endColumn !== null &&
      y.startColumn !== null &&
      x.endColumn <= y.startColumn)
  return !before(a, b) && !before(b, a)
}

function originOf(owner: string): PairOrigin {
  if (owner.startsWith('task:')) return { task: owner.slice(5) }
  const at = owner.lastIndexOf('@')
  const ecosystem = existsSync(join(root, owner, 'package.json')) ? 'npm' : 'PyPI'
  return { ecosystem, package: owner.slice(0, at).replace('__', '/'), version: owner.slice(at + 1) }
}

function sideOf(finding: Finding): PairSide {
  const {
    path: _path,
    unitOrigin: _origin,
    ...region
  } = finding.location ?? {
    path: '',
    startLine: 1,
    startColumn: null,
    endLine: 1,
    endColumn: null,
    unit: 'unknown' as const,
    unitOrigin: 'assumed' as const,
  }
  return {
    engine: finding.tool.name,
    version: finding.tool.version,
    rule: finding.rule.id,
    kind: finding.kind,
    region,
    cwe: finding.cwe.ids,
  }
}

function byId(x: Candidate, y: Candidate): number {
  return x.id < y.id ? -1 : 1
}
