import { seededRandom } from '../../src/kernel/index.ts'
import { bootstrapByCluster, wilsonInterval } from '../../src/stats/index.ts'
import { keyOf, type Label, sampleHits } from './labels.ts'
import type { Hit } from './scan.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** No package should be the figure: so many hits of one rule and package are counted in the second line. */
const MOST_OF_A_PACKAGE = 4

/** Precision by rule and over all hits that were read, in four ways of counting. `uncertain` counts as wrong. */
export function scoreSample(hits: readonly Hit[], labels: readonly Label[], most: number): string[] {
  const verdicts = new Map(labels.map((label) => [keyOf(label), label.verdict]))
  const isRight = (hit: Hit) => verdicts.get(keyOf(hit)) === 'true-positive'
  const sample = sampleHits(hits, most)
  const read = sample.filter((hit) => verdicts.has(keyOf(hit)))
  const byRule = [...Map.groupBy(read, ({ rule }) => rule)].sort(([, a], [, b]) => b.length - a.length)
  const uncertain = read.filter((hit) => verdicts.get(keyOf(hit)) === 'uncertain').length
  const often = byRule[0]?.[0] ?? ''
  const few = [...Map.groupBy(read, (hit) => `${hit.rule} ${hit.package}`).values()].flatMap((own) =>
    own.slice(0, MOST_OF_A_PACKAGE),
  )
  return [
    '| rule | hits | read | right | precision |',
    '|---|---|---|---|---|',
    ...byRule.map(([rule, own]) => {
      const right = own.filter(isRight).length
      const all = hits.filter((hit) => hit.rule === rule).length
      const { low, high } = wilsonInterval(right, own.length)
      return `| \`${rule}\` | ${all} | ${own.length} | ${right} | ${percent(right / own.length)} (${percent(low)} to ${percent(high)}) |`
    }),
    '',
    `${hits.length} hits; sample ${sample.length}, read ${read.length}, uncertain ${uncertain}`,
    count('every hit that was read', read, isRight),
    count(`at most ${MOST_OF_A_PACKAGE} of a rule in a package`, few, isRight),
    count(
      `without ${often}`,
      read.filter(({ rule }) => rule !== often),
      isRight,
    ),
  ]
}

/** One line: right, of how many, and an interval that draws whole packages, since hits of one package are alike. */
function count(what: string, read: readonly Hit[], isRight: (hit: Hit) => boolean): string {
  if (read.length === 0) return `${what}: none`
  const pairs = read.map((hit) => ({ cluster: hit.package, before: 0, after: isRight(hit) ? 1 : 0 }))
  const { difference, low, high, clusters } = bootstrapByCluster(pairs, seededRandom(1))
  return `${what}: ${pairs.filter(({ after }) => after === 1).length} of ${read.length} in ${clusters} packages: ${percent(difference)} (${percent(low)} to ${percent(high)}, bootstrap over packages)`
}
