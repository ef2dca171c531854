import { packageKeyOf } from '../../src/collect/index.ts'
import { seededRandom } from '../../src/kernel/index.ts'
import type { Policy } from '../../src/reward/index.ts'
import { bootstrapByCluster, measureReliability } from '../../src/stats/index.ts'
import type { Judged, JudgedPair } from './judge-pairs.ts'
import { chooseThreshold, type PairJudge, plainJudges, scoringJudges } from './score-pairs.ts'

/** Same draws in every run. */
const SEED = 20261123

/** Prints what every judge gets right on the pairs of `show`; thresholds come from train and validation alone. */
export function measure(
  judged: Judged,
  policy: Policy,
  show: readonly string[],
  say: (line: string) => void,
): void {
  const development = judged.pairs.filter(({ recipe }) => recipe.split !== 'held-out')
  const shown = judged.pairs.filter(({ recipe }) => show.includes(recipe.split))
  const plain = plainJudges(judged.engines)
  const union = plain.find(({ name }) => name === 'union')
  const limit = union ? development.filter((pair) => flags(union, pair, 'fixed')).length : 0
  const scoring = scoringJudges(policy, judged.pairs)
  const chosen = scoring.judges.map((judge) => ({
    ...judge,
    threshold: chooseThreshold(judge, development, limit),
  }))
  const judges = [...plain, ...chosen].filter(
    (judge) => !judge.name.startsWith('engine') || shown.some((pair) => flags(judge, pair, 'vulnerable')),
  )
  say(`\nSplits shown: ${show.join(', ')}; ${shown.length} pairs of ${packagesIn(shown)} packages.`)
  say(
    `Learnt from ${scoring.cases / 2} training pairs; dependence ${scoring.dependence}; thresholds chosen on ` +
      `${development.length} pairs of train and validation, false alarms at most the union's ${limit}: ` +
      chosen.map(({ name, threshold }) => `${name} ${threshold.toFixed(4)}`).join(', '),
  )
  say(
    '\n| judge | pair-correct | by score order | recall | false alarms on the fixed | Brier | calibration error |',
  )
  say('|---|---|---|---|---|---|---|')
  for (const judge of judges) say(rowOf(judge, shown))
  for (const judge of chosen.filter(({ isProbability }) => isProbability)) sayReliability(judge, shown, say)
  const best = chosen.at(-1)
  if (best && union) {
    sayDifference(best, union, shown, say)
    sayBreakdown('language', (pair) => pair.recipe.language, [union, best], shown, say)
    sayBreakdown('CWE family', (pair) => `CWE-${pair.family}`, [union, best], shown, say)
    sayUnseen(union, shown, say)
  }
}

const flags = (judge: PairJudge, pair: JudgedPair, side: 'vulnerable' | 'fixed'): boolean =>
  judge.score(pair, side) >= judge.threshold

const isCorrect = (judge: PairJudge, pair: JudgedPair): boolean =>
  flags(judge, pair, 'vulnerable') && !flags(judge, pair, 'fixed')

const packagesIn = (pairs: readonly JudgedPair[]): number =>
  new Set(pairs.map(({ recipe }) => packageKeyOf(recipe))).size

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** A share with the 95 % interval of a bootstrap over packages. */
function rate(pairs: readonly JudgedPair[], holds: (pair: JudgedPair) => boolean): string {
  if (pairs.length === 0) return '–'
  const items = pairs.map((pair) => ({
    cluster: packageKeyOf(pair.recipe),
    before: 0,
    after: Number(holds(pair)),
  }))
  const { difference, low, high } = bootstrapByCluster(items, seededRandom(SEED))
  const count = items.reduce((sum, { after }) => sum + after, 0)
  return `${count} · ${percent(difference)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`
}

const forecastsOf = (judge: PairJudge, pairs: readonly JudgedPair[]) =>
  pairs.flatMap((pair) => [
    { predicted: judge.score(pair, 'vulnerable'), happened: true },
    { predicted: judge.score(pair, 'fixed'), happened: false },
  ])

function rowOf(judge: PairJudge, pairs: readonly JudgedPair[]): string {
  const reliability = measureReliability(forecastsOf(judge, pairs))
  const cells = [
    judge.name,
    rate(pairs, (pair) => isCorrect(judge, pair)),
    rate(pairs, (pair) => judge.score(pair, 'vulnerable') > judge.score(pair, 'fixed')),
    rate(pairs, (pair) => flags(judge, pair, 'vulnerable')),
    rate(pairs, (pair) => flags(judge, pair, 'fixed')),
    reliability?.brier.toFixed(3) ?? '–',
    reliability?.calibrationError.toFixed(3) ?? '–',
  ]
  return `| ${cells.join(' | ')} |`
}

function sayReliability(judge: PairJudge, pairs: readonly JudgedPair[], say: (line: string) => void): void {
  say(`\nReliability of ${judge.name} (bins of equal mass; equal scores stay together):`)
  say('| n | predicted | observed | 95 % interval |\n|---|---|---|---|')
  for (const { n, predicted, observed, interval } of measureReliability(forecastsOf(judge, pairs))?.bins ??
    [])
    say(
      `| ${n} | ${predicted.toFixed(3)} | ${observed.toFixed(3)} | ${interval.low.toFixed(3)}–${interval.high.toFixed(3)} |`,
    )
}

function sayDifference(
  judge: PairJudge,
  other: PairJudge,
  pairs: readonly JudgedPair[],
  say: (line: string) => void,
): void {
  if (pairs.length === 0) return
  for (const [what, holds] of [
    ['pair-correct', isCorrect],
    ['false alarms', (one: PairJudge, pair: JudgedPair) => flags(one, pair, 'fixed')],
  ] as const) {
    const { difference, low, high, clusters } = bootstrapByCluster(
      pairs.map((pair) => ({
        cluster: packageKeyOf(pair.recipe),
        before: Number(holds(other, pair)),
        after: Number(holds(judge, pair)),
      })),
      seededRandom(SEED),
    )
    say(
      `\n${what}: ${judge.name} − ${other.name} = ${percent(difference)} (${(100 * low).toFixed(1)} to ` +
        `${(100 * high).toFixed(1)}), bootstrap over ${clusters} packages`,
    )
  }
}

function sayBreakdown(
  what: string,
  keyOf: (pair: JudgedPair) => string,
  judges: readonly PairJudge[],
  pairs: readonly JudgedPair[],
  say: (line: string) => void,
): void {
  const heads = judges.flatMap(({ name }) => [`${name}: pair-correct`, 'recall', 'false alarms'])
  say(`\n| ${what} | pairs | packages | ${heads.join(' | ')} | anything said |`)
  say(`|---|---|---|${heads.map(() => '---|').join('')}---|`)
  const groups = Map.groupBy(pairs, keyOf)
  for (const [key, group] of [...groups].sort((a, b) => b[1].length - a[1].length)) {
    const count = (holds: (pair: JudgedPair) => boolean) => group.filter(holds).length
    const cells = judges.flatMap((judge) => [
      count((pair) => isCorrect(judge, pair)),
      count((pair) => flags(judge, pair, 'vulnerable')),
      count((pair) => flags(judge, pair, 'fixed')),
    ])
    const anything = count((pair) => pair.vulnerable.anything)
    say(`| ${key} | ${group.length} | ${packagesIn(group)} | ${cells.join(' | ')} | ${anything} |`)
  }
}

function sayUnseen(union: PairJudge, pairs: readonly JudgedPair[], say: (line: string) => void): void {
  const groups = Map.groupBy(pairs, (pair) => pair.family)
  const unseen = [...groups]
    .filter(([, group]) => !group.some((pair) => flags(union, pair, 'vulnerable')))
    .sort((a, b) => b[1].length - a[1].length)
  say(
    `\nNobody sees: ${unseen.map(([cwe, group]) => `CWE-${cwe} (0 of ${group.length})`).join(', ') || 'none of them'}`,
  )
}
