import type { Matched } from './multitool.ts'
import type { Truth } from './truth.ts'

/** Numbers over earlier findings, but `wrongNew`, which is over later ones. */
export interface Score {
  /** Still there. */
  kept: number
  /** Still there, and closed. */
  wrongClosed: number
  /** There before, and called new. */
  wrongNew: number
  /** Still there, and taken for another one. */
  wrongPair: number
  /** Not there any more. */
  gone: number
  /** Not there any more, and closed. */
  closed: number
  /** Not there any more, and taken for one that is. */
  missed: number
  /** Left open, on either side. */
  unsure: number
}

/** Columns of a table of scores. */
export const COUNTS = [
  'kept',
  'wrongClosed',
  'wrongNew',
  'wrongPair',
  'gone',
  'closed',
  'missed',
  'unsure',
] as const

export const emptyScore = (): Score => ({
  kept: 0,
  wrongClosed: 0,
  wrongNew: 0,
  wrongPair: 0,
  gone: 0,
  closed: 0,
  missed: 0,
  unsure: 0,
})

/** Compares what a matcher says with the truth. */
export function scoreOf(truth: Truth, laterCount: number, matched: Matched): Score {
  const score = emptyScore()
  const wasThere = new Set(truth)
  for (const [index, partner] of truth.entries()) {
    const isClosed = matched.closed.has(index)
    const isUnsure = matched.unsure.before.has(index)
    if (partner === -2) continue
    if (partner < 0) {
      score.gone++
      if (isClosed) score.closed++
      else if (!isUnsure) {
        score.missed++
      }
      continue
    }
    score.kept++
    if (isClosed) {
      score.wrongClosed++
    } else if (!isUnsure && matched.pairs.get(index) !== partner) {
      score.wrongPair++
    }
  }
  for (let index = 0; index < laterCount; index++)
    if (matched.opened.has(index) && wasThere.has(index)) {
      score.wrongNew++
    }
  score.unsure = matched.unsure.before.size + matched.unsure.after.size
  return score
}

export function addScore(a: Score, b: Score): Score {
  const sum = emptyScore()
  for (const key of COUNTS) sum[key] = a[key] + b[key]
  return sum
}
