import { FIELD, FLAG, mixKey } from './compact-findings.ts'
import type { Judging } from './judging.ts'
import { MATCHED_BY, type MatchedBy } from './pairing.ts'

/** Pairs that say no more than that both may be one: another earlier finding may be the partner as well. */
const WEAK: ReadonlySet<MatchedBy> = new Set(['position', 'message', 'neighbour', 'rule'])

/**
 * Findings of one side in files that the other side does not have by that name: each without a partner may be
 * any other one of its rule without a partner in such a file of the other side, its code changed. Where
 * code cannot be compared, it may as well be one that has a partner by less than its code. An inferred name is a
 * guess and proves nothing: only a name that was told, or both files under one name, keep a finding where it is.
 */
export class Movable {
  readonly #judging: Judging
  readonly #side: 'before' | 'after'
  /** Rules of findings in such files that are open or weakly paired; and of those that are open or have no source. */
  readonly #rules = new Set<number>()
  readonly #rulesOfOpen = new Set<number>()

  constructor(judging: Judging, side: 'before' | 'after') {
    this.#judging = judging
    this.#side = side
    const findings = judging.pairing[side]
    for (let index = 0; index < findings.length; index++) {
      if (!this.#isWeaklyKnown(index) || !this.#isMovable(index)) continue
      this.#rules.add(this.#ruleKey(index))
      const isOpen = side === 'before' ? judging.pairing.openBefore(index) : judging.pairing.openAfter(index)
      if (isOpen || !findings.has(index, FLAG.source)) this.#rulesOfOpen.add(this.#ruleKey(index))
    }
  }

  /** May an open finding of this side be one of the other side, in a file that was renamed? */
  mayBeIn(other: Movable, index: number): boolean {
    if (!this.#isMovable(index)) return false
    const hasSource = this.#judging.pairing[this.#side].has(index, FLAG.source)
    return (hasSource ? other.#rulesOfOpen : other.#rules).has(this.#ruleKey(index))
  }

  #isMovable(index: number): boolean {
    const { pairing, existsAfter, existsBefore } = this.#judging
    const findings = pairing[this.#side]
    const path = findings.get(index, FIELD.path)
    if (path === 0 || findings.has(index, FLAG.dependency)) return false
    return this.#side === 'before' ? !existsAfter(path) : !existsBefore(path)
  }

  #isWeaklyKnown(index: number): boolean {
    const { pairing } = this.#judging
    const old = this.#side === 'before' ? index : (pairing.partnerOfAfter[index] ?? 0) - 1
    if (old < 0 || pairing.openBefore(old)) return true
    return WEAK.has(MATCHED_BY[pairing.by[old] ?? 0] ?? 'exact')
  }

  #ruleKey(index: number): number {
    const { pairing, ruleOf } = this.#judging
    const findings = pairing[this.#side]
    const [tool, rule] = [findings.get(index, FIELD.tool), findings.get(index, FIELD.rule)]
    return mixKey(tool, this.#side === 'before' ? ruleOf(tool, rule) : rule)
  }
}
