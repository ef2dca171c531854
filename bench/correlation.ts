/**
 * Pairwise precision and recall of correlation, against labels given by hand (bench/correlation/README.md):
 * node bench/correlation.ts [--json] [--errors dev|held-out]
 */
import { readFileSync } from 'node:fs'
import { groupIssues } from '../src/findings/index.ts'
import type { Finding, Rate } from '../src/kernel/index.ts'
import { rateOf } from '../src/stats/index.ts'
import type { LabelledPair } from './correlation/pair.ts'
import { findingOfSide } from './correlation/pair-findings.ts'

type Decide = (a: Finding, b: Finding) => boolean

const startsOn = (a: Finding, b: Finding): boolean =>
  a.location?.path === b.location?.path && a.location?.startLine === b.location?.startLine
const sharesCwe = (a: Finding, b: Finding): boolean => a.cwe.ids.some((id) => b.cwe.ids.includes(id))
/** Do the lines overlap? What a tool without columns can compare. */
const overlaps = ({ location: a }: Finding, { location: b }: Finding): boolean =>
  a !== null && b !== null && a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine
const sameAdvisory = (a: Finding, b: Finding): boolean =>
  a.package?.purl === b.package?.purl && a.advisory !== null && a.advisory.id === b.advisory?.id

/** What is measured: ours, and what systems do that do less. */
const METHODS: Readonly<Record<string, Decide>> = {
  sbr: (a, b) => groupIssues([a, b], (tool) => tool).length === 1,
  'same line, same CWE': (a, b) => (a.package ? sameAdvisory(a, b) : startsOn(a, b) && sharesCwe(a, b)),
  'lines overlap': (a, b) => (a.package ? sameAdvisory(a, b) : overlaps(a, b)),
}

interface Score {
  precision: Rate
  recall: Rate
  /** Each pair counted for as many candidates as it stands for. */
  weighted: { precision: number | null; recall: number | null }
}

const pairs = readFileSync(new URL('correlation/pairs.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as LabelledPair)

function decide(method: Decide, pair: LabelledPair): boolean {
  return method(findingOfSide(pair.a, pair, 'a'), findingOfSide(pair.b, pair, 'b'))
}

function score(method: Decide, sample: readonly LabelledPair[]): Score {
  const decided = sample
    .filter(({ label }) => label !== 'unsure')
    .map((pair) => ({ merged: decide(method, pair), same: pair.label === 'same', weight: pair.weight }))
  const merged = decided.filter((pair) => pair.merged)
  const same = decided.filter((pair) => pair.same)
  const hits = merged.filter((pair) => pair.same)
  const sum = (list: typeof decided) => list.reduce((total, { weight }) => total + weight, 0)
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  return {
    precision: rateOf(hits.length, merged.length),
    recall: rateOf(hits.length, same.length),
    weighted: {
      precision: share(sum(hits), sum(merged)),
      recall: share(sum(hits), sum(same)),
    },
  }
}

const SPLITS = ['dev', 'held-out'] as const
const KINDS = { code: false, dependencies: true } as const
const samples = SPLITS.flatMap((split) =>
  Object.entries(KINDS).map(([kind, isDependency]) => ({
    split,
    kind,
    sample: pairs.filter((pair) => pair.split === split && (pair.stratum === 'dependency') === isDependency),
  })),
)
const results = samples.map(({ split, kind, sample }) => {
  const count = (label: LabelledPair['label']) => sample.filter((pair) => pair.label === label).length
  return {
    split,
    kind,
    pairs: sample.length,
    places: new Set(sample.map(({ cluster }) => cluster)).size,
    same: count('same'),
    different: count('different'),
    unsure: count('unsure'),
    methods: Object.fromEntries(
      Object.entries(METHODS).map(([name, method]) => [name, score(method, sample)]),
    ),
    strata: [...Map.groupBy(sample, ({ stratum }) => stratum)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([stratum, inStratum]) => ({ stratum, ...countOutcomes(inStratum) })),
  }
})

function countOutcomes(sample: readonly LabelledPair[]) {
  const of = (label: LabelledPair['label'], merged: boolean) =>
    sample.filter((pair) => pair.label === label && decide(METHODS.sbr as Decide, pair) === merged).length
  return {
    pairs: sample.length,
    rightlyMerged: of('same', true),
    wronglyMerged: of('different', true),
    missed: of('same', false),
    rightlyApart: of('different', false),
    unsure: of('unsure', true) + of('unsure', false),
  }
}

const errorsAt = process.argv.indexOf('--errors')
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
else if (errorsAt > 0) printErrors(process.argv[errorsAt + 1] ?? 'dev')
else printTable()

function printTable(): void {
  const percent = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`)
  const rate = ({ successes, n, rate: value, low, high }: Rate) =>
    `${percent(value)} (${successes}/${n}; 95 %: ${percent(low)}–${percent(high)})`
  for (const { split, kind, methods, strata, ...counts } of results) {
    console.log(
      `\n${split}, ${kind}: ${counts.pairs} pairs at ${counts.places} places: ${counts.same} same, ${counts.different} different, ${counts.unsure} unsure (left out)`,
    )
    for (const [name, { precision, recall, weighted }] of Object.entries(methods))
      console.log(
        `  ${name.padEnd(20)} precision ${rate(precision)}  recall ${rate(recall)}  weighted ${percent(weighted.precision)} / ${percent(weighted.recall)}`,
      )
    console.table(strata)
  }
}

function printErrors(split: string): void {
  const side = ({ engine, rule, region, cwe }: LabelledPair['a']) =>
    `${engine} ${rule.split('.').at(-1)} ${region.startLine}:${region.startColumn}-${region.endLine}:${region.endColumn} CWE ${cwe.join(',')}`
  for (const pair of pairs) {
    if (pair.split !== split || pair.label === 'unsure') continue
    const merged = decide(METHODS.sbr as Decide, pair)
    if (merged === (pair.label === 'same')) continue
    console.log(
      `${merged ? 'WRONGLY MERGED' : 'missed'}  ${pair.cluster}\n  ${side(pair.a)}\n  ${side(pair.b)}\n  ${pair.why}`,
    )
  }
}
