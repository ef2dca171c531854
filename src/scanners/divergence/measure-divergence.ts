import { groupIssues } from '../../findings/index.ts'
import type { Finding, Issue, ScanRun } from '../../kernel/index.ts'
import { lineageOfRuns } from '../lineage.ts'
import type { EngineOutput } from '../port.ts'

/** Where an engine saw what another did not. */
export interface DivergenceExample {
  engine: string
  path: string
  line: number | null
  title: string
}

/** Two engines on one weakness, counted in issues in files that both have scanned. */
export interface DivergentPair {
  a: string
  b: string
  /** null: the rules name no weakness. */
  cwe: number | null
  both: number
  onlyA: number
  onlyB: number
  /** At most three for each side. */
  examples: DivergenceExample[]
}

/** Two engines with one pack at one content that do not find the same: one of them is wrong. */
export interface DivergentTwins {
  a: string
  b: string
  pack: string
  onlyA: number
  onlyB: number
  examples: DivergenceExample[]
}

export interface Divergence {
  /** By engines, then by the number of issues on which they differ. Pairs that agree in all are in it, too. */
  pairs: DivergentPair[]
  alarms: DivergentTwins[]
}

const EXAMPLES = 3

/**
 * What one engine sees and another does not. A file counts for a pair only where both have scanned it: an engine that
 * failed has not contradicted anybody. Twins (one pack, two engines) are compared result by result.
 */
export function measureDivergence(outputs: readonly EngineOutput[]): Divergence {
  const ran = outputs.filter(({ run }) => scannedBy(run).size > 0)
  const pairs: DivergentPair[] = []
  const alarms: DivergentTwins[] = []
  for (const [index, a] of ran.entries())
    for (const b of ran.slice(index + 1)) {
      const shared = intersect(scannedBy(a.run), scannedBy(b.run))
      const pack = samePack(a.run, b.run)
      if (pack !== null) alarms.push(...compareTwins(a, b, pack, shared))
      // A twin says what its sibling says: it is compared with that one alone.
      else if (shared.size > 0 && !isTwin(a, ran) && !isTwin(b, ran)) pairs.push(...comparePair(a, b, shared))
    }
  return { pairs, alarms }
}

/** Has an earlier run the same pack? */
const isTwin = (one: EngineOutput, ran: readonly EngineOutput[]): boolean =>
  ran.slice(0, ran.indexOf(one)).some((earlier) => samePack(earlier.run, one.run) !== null)

const scannedBy = (run: ScanRun): Set<string> =>
  new Set(run.targets.filter(({ status }) => status === 'scanned').map(({ path }) => path))

const intersect = (a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> =>
  new Set([...a].filter((path) => b.has(path)))

function samePack(a: ScanRun, b: ScanRun): string | null {
  const digests = new Set(b.packs.map((pack) => pack.sha256))
  return a.packs.find((pack) => digests.has(pack.sha256))?.name ?? null
}

const within = (output: EngineOutput, paths: ReadonlySet<string>): Finding[] =>
  output.findings.filter(({ location }) => location !== null && paths.has(location.path))

function comparePair(a: EngineOutput, b: EngineOutput, shared: ReadonlySet<string>): DivergentPair[] {
  const names = { a: a.run.tool.name, b: b.run.tool.name }
  const findings = [...within(a, shared), ...within(b, shared)]
  const byCwe = Map.groupBy(groupIssues(findings, lineageOfRuns([a.run, b.run])), (issue) => issue.cwe)
  return [...byCwe]
    .map(([cwe, issues]): DivergentPair => {
      const onlyA = issues.filter(({ engines }) => !engines.includes(names.b))
      const onlyB = issues.filter(({ engines }) => !engines.includes(names.a))
      return {
        ...names,
        cwe,
        both: issues.length - onlyA.length - onlyB.length,
        onlyA: onlyA.length,
        onlyB: onlyB.length,
        examples: [...examplesOf(names.a, onlyA), ...examplesOf(names.b, onlyB)],
      }
    })
    .sort((x, y) => y.onlyA + y.onlyB - x.onlyA - x.onlyB || (x.cwe ?? 0) - (y.cwe ?? 0))
}

const examplesOf = (engine: string, issues: readonly Issue[]): DivergenceExample[] =>
  issues
    .slice(0, EXAMPLES)
    .map((issue) => ({ engine, path: issue.path ?? '', line: issue.startLine, title: issue.title }))

function compareTwins(
  a: EngineOutput,
  b: EngineOutput,
  pack: string,
  shared: ReadonlySet<string>,
): DivergentTwins[] {
  const keyOf = ({ rule, location }: Finding) =>
    JSON.stringify([rule.id, location?.path, location?.startLine, location?.startColumn, location?.endLine])
  const ofPack = (output: EngineOutput) =>
    within(output, shared).filter(({ rule }) => rule.pack === pack || output.run.packs.length === 1)
  const only = (one: EngineOutput, other: EngineOutput) => {
    const keys = new Set(ofPack(other).map(keyOf))
    return ofPack(one).filter((finding) => !keys.has(keyOf(finding)))
  }
  const [onlyA, onlyB] = [only(a, b), only(b, a)]
  if (onlyA.length === 0 && onlyB.length === 0) return []
  const show = (engine: string, findings: readonly Finding[]): DivergenceExample[] =>
    findings.slice(0, EXAMPLES).map(({ location, rule }) => ({
      engine,
      path: location?.path ?? '',
      line: location?.startLine ?? null,
      title: rule.id,
    }))
  const names = { a: a.run.tool.name, b: b.run.tool.name }
  return [
    {
      ...names,
      pack,
      onlyA: onlyA.length,
      onlyB: onlyB.length,
      examples: [...show(names.a, onlyA), ...show(names.b, onlyB)],
    },
  ]
}
