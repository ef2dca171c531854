import { writeFileSync } from 'node:fs'
import type { Answer } from './methods.ts'
import { addScore, COUNTS, emptyScore, type Score, scoreOf } from './score.ts'
import type { Pair } from './trees.ts'

type Scores = Record<string, Record<string, Record<string, Score>>>

/** Prints the scores by group, method and kind, with the reasons of wrong closings, and writes them down. */
export function reportScores(
  pairs: readonly Pair[],
  answers: ReadonlyMap<Pair, ReadonlyMap<string, Answer>>,
  facts: Readonly<Record<string, unknown>>,
  file: URL,
): void {
  const scores: Scores = {}
  const reasons: Record<string, Record<string, number>> = {}
  for (const pair of pairs)
    for (const [method, { matched, reasons: why }] of answers.get(pair) ?? []) {
      const score = scoreOf(pair.truth, pair.after.findings.length, matched)
      const ofGroup = scores[pair.group] ?? {}
      scores[pair.group] = ofGroup
      const kinds = ofGroup[method] ?? {}
      ofGroup[method] = kinds
      for (const kind of [pair.kind, 'all']) kinds[kind] = addScore(kinds[kind] ?? emptyScore(), score)
      for (const reason of why.values()) {
        const counts = reasons[`${pair.group}: ${method}`] ?? {}
        reasons[`${pair.group}: ${method}`] = counts
        const text = `${pair.kind}: ${reason}`
        counts[text] = (counts[text] ?? 0) + 1
      }
    }
  const groups = Object.fromEntries(
    [...Map.groupBy(pairs, ({ group }) => group)].map(([group, ofGroup]) => [
      group,
      {
        pairs: ofGroup.length,
        findings: ofGroup.reduce((sum, { truth }) => sum + truth.length, 0),
        stillThere: ofGroup.reduce((sum, { truth }) => sum + truth.filter((one) => one >= 0).length, 0),
      },
    ]),
  )
  console.log(JSON.stringify({ ...facts, groups }))
  console.log(`${'method'.padEnd(40)}${'kind'.padEnd(24)}${COUNTS.map((name) => name.padStart(12)).join('')}`)
  for (const [group, methods] of Object.entries(scores)) {
    console.log(`\n${group}`)
    for (const [method, kinds] of Object.entries(methods))
      for (const [kind, score] of Object.entries(kinds))
        console.log(
          `${method.padEnd(40)}${kind.padEnd(24)}${COUNTS.map((name) => String(score[name]).padStart(12)).join('')}`,
        )
  }
  console.log('\nWhy what is still there was closed:')
  for (const [method, counts] of Object.entries(reasons))
    for (const [reason, count] of Object.entries(counts).sort(([, a], [, b]) => b - a))
      console.log(`${String(count).padStart(6)}  ${method}: ${reason}`)
  writeFileSync(file, `${JSON.stringify({ ...facts, groups, scores, reasons }, null, 1)}\n`)
}
