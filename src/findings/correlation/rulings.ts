import type { Finding } from '../../kernel/index.ts'
import { findingKey } from './finding-key.ts'
import { activeOverrides, type IssueOverride } from './issue-override.ts'

/** What people ruled about the findings at hand, which are named by their index. */
export interface Rulings {
  /** The latest ruling on a pair, if there is one. */
  on(a: number, b: number): { together: boolean; override: IssueOverride } | null
  /** Findings that rulings make one, each group with more than one, in ascending order. */
  groups: readonly (readonly number[])[]
  /** Pairs that a ruling keeps apart. */
  apart: readonly { a: number; b: number; override: IssueOverride }[]
}

interface Ruling {
  a: number
  b: number
  together: boolean
  override: IssueOverride
}

/**
 * Applies rulings to findings. On one pair the latest ruling counts. Where rulings collide over a chain (A with B, B
 * with C, A apart from C), the latest of the chain counts too: a merge is refused only by a later split.
 */
export function applyOverrides(findings: readonly Finding[], overrides: readonly IssueOverride[]): Rulings {
  const pairs = new Map<number, Ruling>()
  const keyOf = (a: number, b: number) => Math.min(a, b) * findings.length + Math.max(a, b)
  // Latest first: the first ruling on a pair stays.
  for (const ruling of rulePairs(findings, activeOverrides(overrides))) {
    const key = keyOf(ruling.a, ruling.b)
    if (!pairs.has(key)) pairs.set(key, ruling)
  }
  const on = (a: number, b: number) => pairs.get(keyOf(a, b)) ?? null
  const groupOf = new Map<number, number[]>()
  for (const { a, b, together, override } of pairs.values()) {
    if (!together) continue
    const left = groupOf.get(a) ?? [a]
    const right = groupOf.get(b) ?? [b]
    if (left === right) continue
    const isRefused = left.some((x) =>
      right.some((y) => {
        const ruling = on(x, y)
        return ruling !== null && !ruling.together && ruling.override.sequence > override.sequence
      }),
    )
    if (isRefused) continue
    left.push(...right)
    for (const index of left) groupOf.set(index, left)
  }
  return {
    on,
    groups: [...new Set(groupOf.values())].map((group) => group.toSorted((x, y) => x - y)),
    apart: [...pairs.values()].filter((ruling) => !ruling.together),
  }
}

function* rulePairs(findings: readonly Finding[], active: readonly IssueOverride[]): Generator<Ruling> {
  if (active.length === 0) return
  const indices = new Map<string, number[]>()
  for (const [index, finding] of findings.entries()) {
    const key = findingKey(finding)
    indices.set(key, [...(indices.get(key) ?? []), index])
  }
  const find = (keys: readonly string[]) =>
    [...new Set(keys)].flatMap((key) => indices.get(key) ?? []).sort((x, y) => x - y)
  for (const override of active) {
    const subjects = find(override.keys)
    if (override.action === 'split') {
      const others = find(override.from)
      for (const a of subjects) for (const b of others) if (a !== b) yield { a, b, together: false, override }
      continue
    }
    for (const [at, a] of subjects.entries())
      for (const b of subjects.slice(at + 1))
        if (override.acrossKinds || findings[a]?.kind === findings[b]?.kind)
          yield { a, b, together: true, override }
  }
}
