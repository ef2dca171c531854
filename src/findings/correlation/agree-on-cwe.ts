import { cweEntry } from '../cwe/catalogue.ts'
import { closestCwes, cweAncestors } from '../cwe/relations.ts'

/** How two sets of CWE ids name one weakness; the lower `rank`, the closer. */
export interface CweAgreement {
  rank: number
  reason: string
}

/** A coarse id stands for what is this many ChildOf steps below it at most. */
const MAX_STEPS_BELOW = 2

/**
 * Equal or related ids (`closestCwes`); else one that is the other's ancestor, at most two steps up. That holds for
 * ids MITRE discourages too: a tool that says only 330 of `random()` means what another calls 338. Siblings below a
 * discouraged id stay unrelated, and a pillar stands for nothing.
 */
export function agreeOnCwe(left: readonly number[], right: readonly number[]): CweAgreement | null {
  const closest = closestCwes(left, right)
  if (closest !== null) {
    const { a, b, distance } = closest
    if (distance === 0) return { rank: 0, reason: `both CWE-${a}` }
    return {
      rank: distance,
      reason: `CWE-${a} and CWE-${b} are ${distance} ${distance === 1 ? 'step' : 'steps'} apart`,
    }
  }
  let best: CweAgreement | null = null
  for (const a of left)
    for (const b of right) {
      const [below, above, steps] = lineOf(a, b) ?? []
      if (steps === undefined || (best !== null && best.rank <= MAX_STEPS_BELOW + steps)) continue
      best = { rank: MAX_STEPS_BELOW + steps, reason: `CWE-${below} is a kind of CWE-${above}` }
    }
  return best
}

function lineOf(a: number, b: number): [below: number, above: number, steps: number] | null {
  const up = cweAncestors(a).get(b)
  const down = cweAncestors(b).get(a)
  const line = up !== undefined ? ([a, b, up] as const) : down !== undefined ? ([b, a, down] as const) : null
  if (line === null || line[2] > MAX_STEPS_BELOW || cweEntry(line[1])?.abstraction === 'Pillar') return null
  return [...line]
}
