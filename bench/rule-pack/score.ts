import { wilsonInterval } from '../../src/stats/index.ts'
import { keyOf, type Label, sampleHits } from './labels.ts'
import type { Hit } from './scan.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/**
 * Precision by rule, over the stratified sample, and over all hits: each rule with the weight of its hits.
 * `uncertain` counts as wrong.
 */
export function scoreSample(hits: readonly Hit[], labels: readonly Label[], most: number): string[] {
  const verdicts = new Map(labels.map((label) => [keyOf(label), label.verdict]))
  const sample = sampleHits(hits, most)
  const read = sample.filter((hit) => verdicts.has(keyOf(hit)))
  const rows = [...Map.groupBy(read, ({ rule }) => rule)].map(([rule, own]) => ({
    rule,
    all: hits.filter((hit) => hit.rule === rule).length,
    read: own.length,
    right: own.filter((hit) => verdicts.get(keyOf(hit)) === 'true-positive').length,
  }))
  const right = rows.reduce((sum, row) => sum + row.right, 0)
  const counted = rows.reduce((sum, row) => sum + row.all, 0)
  const uncertain = read.filter((hit) => verdicts.get(keyOf(hit)) === 'uncertain').length
  const packages = new Set(read.map((hit) => hit.package)).size
  const [low, high] = interval(right, read.length)
  const weighted = rows.reduce((sum, row) => sum + ((row.all / counted) * row.right) / row.read, 0)
  const error = 1.96 * Math.sqrt(rows.reduce((sum, row) => sum + variance(row, counted), 0))
  return [
    '| rule | hits | read | right | precision |',
    '|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| \`${row.rule}\` | ${row.all} | ${row.read} | ${row.right} | ${percent(row.right / row.read)} |`,
    ),
    '',
    `${hits.length} hits; sample ${sample.length}, read ${read.length} in ${packages} packages, right ${right}, uncertain ${uncertain}`,
    `stratified sample: ${percent(right / read.length)} (${percent(low)} to ${percent(high)}, Wilson), n = ${read.length}`,
    `weighted by hits: ${percent(weighted)} (${percent(Math.max(0, weighted - error))} to ${percent(Math.min(1, weighted + error))}), n = ${read.length} for ${counted} hits`,
  ]
}

const interval = (right: number, n: number): readonly [number, number] => {
  const { low, high } = wilsonInterval(right, n)
  return [low, high]
}

/** A rule's share of the variance of the weighted mean; a rule that was read whole has none. p as (right + 1) / (read + 2). */
function variance(row: { all: number; read: number; right: number }, counted: number): number {
  const p = (row.right + 1) / (row.read + 2)
  return (row.all / counted) ** 2 * ((p * (1 - p)) / row.read) * (1 - row.read / row.all)
}
