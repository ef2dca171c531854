import type { CompactFindings } from './compact-findings.ts'

/**
 * How two findings were recognised as one, strongest first. `rule` and `moved` mean that rule or file
 * changed their name; every other kind holds within one rule and one file, or what they are called now.
 */
export const MATCHED_BY = [
  /** The tool's own fingerprint. */
  'tool',
  /** The same code (of a dependency: the same advisory of the same package). */
  'exact',
  /** The same code in the same function. */
  'scope',
  /** Other code between the same code, once on either side. */
  'context',
  /** The diff of the file maps one region onto the other. */
  'line',
  /** The diff of the file replaced one region by the other, with most of its words. */
  'edit',
  /** No source: the same message at the same place. */
  'position',
  /** No source: the same message as often as before in this file, in this order. */
  'message',
  /** Alone of its rule between two findings that were recognised. */
  'neighbour',
  /** The same code under a rule that came as the other went, of the same CWE. */
  'rule',
  /** The same code between the same code in another file, once on either side. */
  'moved',
] as const
export type MatchedBy = (typeof MATCHED_BY)[number]

/** A 53-bit number to compare two findings by; 0: the finding cannot be compared so. */
export type KeyOf = (findings: CompactFindings, index: number) => number

/** What is paired so far of two sides. */
export class Pairing {
  readonly before: CompactFindings
  readonly after: CompactFindings
  /** Index of the partner plus one, by index; 0: none yet. */
  readonly partnerOfBefore: Uint32Array
  readonly partnerOfAfter: Uint32Array
  /** By what, by index of the earlier. */
  readonly by: Uint8Array
  /** 1: some of several equal ones were paired, and this one was left: which is which is not known. 2: its source tells that nothing of the other side is it. */
  readonly noteOfBefore: Uint8Array
  readonly noteOfAfter: Uint8Array

  constructor(before: CompactFindings, after: CompactFindings) {
    this.before = before
    this.after = after
    this.partnerOfBefore = new Uint32Array(before.length)
    this.partnerOfAfter = new Uint32Array(after.length)
    this.by = new Uint8Array(before.length)
    this.noteOfBefore = new Uint8Array(before.length)
    this.noteOfAfter = new Uint8Array(after.length)
  }

  pair(old: number, now: number, by: MatchedBy): void {
    this.partnerOfBefore[old] = now + 1
    this.partnerOfAfter[now] = old + 1
    this.by[old] = MATCHED_BY.indexOf(by)
  }

  openBefore = (index: number): boolean => this.partnerOfBefore[index] === 0
  openAfter = (index: number): boolean => this.partnerOfAfter[index] === 0

  /**
   * Pairs open findings of equal key, in order: all that can be (`in-order`), where there are as many on either
   * side (`as-many`), or one (`only-one`). `ambiguous-rest`: of unequal numbers the ones left are noted as ambiguous.
   */
  join(
    olds: readonly number[],
    nows: readonly number[],
    keyOf: KeyOf,
    by: MatchedBy,
    rule: 'in-order' | 'as-many' | 'ambiguous-rest' | 'only-one',
  ): void {
    const later = groupOpen(nows, this.openAfter, this.after, keyOf)
    if (later.size === 0) return
    for (const [key, group] of groupOpen(olds, this.openBefore, this.before, keyOf)) {
      const candidates = later.get(key)
      if (candidates === undefined) continue
      if (rule === 'as-many' && group.length !== candidates.length) continue
      if (rule === 'only-one' && (group.length > 1 || candidates.length > 1)) continue
      const count = Math.min(group.length, candidates.length)
      for (let at = 0; at < count; at++) this.pair(group[at] as number, candidates[at] as number, by)
      if (rule !== 'ambiguous-rest') continue
      for (const index of group.slice(count)) this.noteOfBefore[index] = NOTE.ambiguous
      for (const index of candidates.slice(count)) this.noteOfAfter[index] = NOTE.ambiguous
    }
  }
}

/** Values of `Pairing.noteOf…`. */
export const NOTE = { ambiguous: 1, distinct: 2 } as const

function groupOpen(
  indices: readonly number[],
  isOpen: (index: number) => boolean,
  findings: CompactFindings,
  keyOf: KeyOf,
): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const index of indices) {
    if (!isOpen(index)) continue
    const key = keyOf(findings, index)
    if (key === 0) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [index])
    else group.push(index)
  }
  return groups
}
