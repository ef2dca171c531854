import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../kernel/index.ts'
import { makeFinding } from '../testing/make-finding.ts'
import { findingKey } from './finding-key.ts'
import { groupIssues } from './group-issues.ts'
import type { IssueOverride } from './issue-override.ts'

const lineageOf = (tool: string) => tool

function ruling(change: Partial<IssueOverride> & { sequence: number }): IssueOverride {
  return {
    id: `ruling ${change.sequence}`,
    action: 'merge',
    keys: [],
    from: [],
    undoes: null,
    acrossKinds: false,
    by: 'ada',
    at: '2026-01-01T00:00:00.000Z',
    reason: 'seen in review',
    ...change,
  }
}

const merge = (sequence: number, ...findings: Finding[]) =>
  ruling({ sequence, keys: findings.map(findingKey) })
const split = (sequence: number, findings: Finding[], from: Finding[]) =>
  ruling({ sequence, action: 'split', keys: findings.map(findingKey), from: from.map(findingKey) })
const undo = (sequence: number, of: IssueOverride) => ruling({ sequence, action: 'undo', undoes: of.id })

const groups = (findings: readonly Finding[], overrides: readonly IssueOverride[]) =>
  groupIssues(findings, lineageOf, overrides)
    .map((issue) => issue.findings.toSorted().join(' + '))
    .sort()

const a = makeFinding({ tool: 'a', id: 'a', lines: [3, 3] })
const b = makeFinding({ tool: 'b', id: 'b', lines: [3, 3] })
const c = makeFinding({ tool: 'c', id: 'c', lines: [40, 40], cwe: [79] })
const elsewhere = makeFinding({ tool: 'd', id: 'd', path: 'z.py' })

describe('groupIssues with rulings', () => {
  it('splits what the rules merge, and says whose reason the link is', () => {
    expect(groups([a, b], [])).toEqual(['a + b'])
    const issues = groupIssues([a, b], lineageOf, [split(1, [b], [a])])
    expect(issues.map(({ findings }) => findings)).toEqual([['a'], ['b']])
    expect(issues[0]?.links).toEqual([
      { issue: issues[1]?.id, a: 'a', b: 'b', reason: 'split by ada: seen in review' },
    ])
  })

  it('merges what the rules keep apart, over lines and files, with the ruling as the reason', () => {
    const [issue, ...rest] = groupIssues([a, c, elsewhere], lineageOf, [merge(1, a, c, elsewhere)])
    expect(rest).toEqual([])
    expect(issue?.reasons).toContainEqual({
      a: 'a',
      b: 'c',
      reason: 'merged by ada: seen in review',
      override: 'ruling 1',
    })
    expect(issue?.reasons).toHaveLength(3)
  })

  it('lets a finding of the next scan join what was merged by hand where it agrees with one of it', () => {
    const newcomer = makeFinding({ tool: 'e', id: 'e', lines: [40, 41], cwe: [79] })
    expect(groups([a, c, newcomer], [merge(1, a, c)])).toEqual(['a + c + e'])
    expect(groups([a, c, newcomer], [merge(1, a, c), split(2, [newcomer], [c])])).toEqual(['a + c', 'e'])
  })

  it('crosses kinds only where that was said', () => {
    const secret: Finding = { ...c, kind: 'secret' }
    expect(groups([a, secret], [merge(1, a, secret)])).toEqual(['a', 'c'])
    expect(groups([a, secret], [{ ...merge(1, a, secret), acrossKinds: true }])).toEqual(['a + c'])
  })

  it('follows the latest of rulings that collide, over a chain too', () => {
    const early = split(1, [a], [c])
    expect(groups([a, c], [early, merge(2, a, c)])).toEqual(['a + c'])
    expect(groups([a, c], [merge(1, a, c), split(2, [a], [c])])).toEqual(['a', 'c'])
    expect(groups([a, c, elsewhere], [early, merge(2, a, elsewhere), merge(3, elsewhere, c)])).toEqual([
      'a + c + d',
    ])
    const late = split(3, [a], [c])
    expect(groups([a, c, elsewhere], [merge(1, a, elsewhere), merge(2, elsewhere, c), late])).toEqual([
      'a',
      'c + d',
    ])
  })

  it('holds on the next scan, where lines, runs and ids are others, and not for another tool', () => {
    const own = { 'sast/exact/v1': 'the code' }
    const before = makeFinding({ tool: 'a', run: 'monday', lines: [3, 3], own })
    const after = makeFinding({ tool: 'a', run: 'tuesday', lines: [93, 93], own })
    expect(findingKey(after)).toBe(findingKey(before))
    expect(findingKey({ ...after, tool: { ...after.tool, name: 'b' } })).not.toBe(findingKey(before))
  })

  const finding = fc
    .record({
      tool: fc.constantFrom('a', 'b', 'c'),
      rule: fc.constantFrom('r', 's'),
      path: fc.constantFrom('a.py', 'b.py'),
      start: fc.integer({ min: 1, max: 8 }),
      length: fc.integer({ min: 0, max: 3 }),
      cwe: fc.constantFrom<number[]>([78], [77], [89], []),
    })
    .map(({ start, length, ...rest }) => makeFinding({ ...rest, lines: [start, start + length] }))
  const scene = fc
    .uniqueArray(finding, { minLength: 2, maxLength: 10, selector: ({ id }) => id })
    .chain((findings) => {
      const some = fc.subarray(findings, { minLength: 1, maxLength: Math.min(4, findings.length) })
      const drawn = fc.array(fc.tuple(fc.boolean(), some, some), { maxLength: 6 })
      return fc.record({
        findings: fc.constant(findings),
        shuffled: fc.shuffledSubarray(findings, { minLength: findings.length }),
        overrides: drawn.map((list) =>
          list.map(([isMerge, left, right], index) =>
            isMerge ? merge(index + 1, ...left) : split(index + 1, left, right),
          ),
        ),
      })
    })

  it('does not depend on the order of findings or rulings, nor on one given twice', () => {
    fc.assert(
      fc.property(scene, ({ findings, shuffled, overrides }) => {
        const issues = groupIssues(findings, lineageOf, overrides)
        expect(groupIssues(shuffled, lineageOf, overrides.toReversed())).toEqual(issues)
        expect(groupIssues(findings, lineageOf, [...overrides, ...overrides])).toEqual(issues)
        expect(issues.flatMap((issue) => issue.findings).sort()).toEqual(findings.map(({ id }) => id).sort())
      }),
    )
  })

  it('keeps the latest ruling: all of a merge in one issue, nothing of a split together', () => {
    fc.assert(
      fc.property(scene, ({ findings, overrides }) => {
        const last = overrides.at(-1)
        if (last === undefined) return
        const issues = groupIssues(findings, lineageOf, overrides)
        const issueOf = (key: string) =>
          issues.findIndex((issue) =>
            findings.some((f) => issue.findings.includes(f.id) && findingKey(f) === key),
          )
        if (last.action === 'merge') expect(new Set(last.keys.map(issueOf)).size).toBe(1)
        for (const key of last.action === 'split' ? last.keys : [])
          for (const other of last.from) if (other !== key) expect(issueOf(key)).not.toBe(issueOf(other))
      }),
    )
  })

  it('is as before once every ruling is undone', () => {
    fc.assert(
      fc.property(scene, ({ findings, overrides }) => {
        const undone = overrides.map((override, index) => undo(100 + index, override))
        expect(groupIssues(findings, lineageOf, [...overrides, ...undone])).toEqual(
          groupIssues(findings, lineageOf),
        )
        const withoutLast = overrides.slice(0, -1)
        const last = overrides.slice(-1).map((override) => undo(99, override))
        expect(groupIssues(findings, lineageOf, [...overrides, ...last])).toEqual(
          groupIssues(findings, lineageOf, withoutLast),
        )
      }),
    )
  })
})
