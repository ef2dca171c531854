import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeFinding } from '../testing/make-finding.ts'
import { groupIssues } from './group-issues.ts'

const lineageOf = (tool: string) => (tool === 'ruff' ? 'bandit' : tool)
const sizes = (findings: Parameters<typeof groupIssues>[0]) =>
  groupIssues(findings, lineageOf)
    .map((issue) => issue.findings.length)
    .sort()

describe('groupIssues', () => {
  it('merges overlapping findings of equal or related CWEs, and says why', () => {
    const a = makeFinding({ tool: 'bandit', lines: [3, 6], cwe: [78] })
    const b = makeFinding({ tool: 'semgrep', lines: [5, 5], cwe: [77], level: 'critical' })
    const c = makeFinding({ tool: 'ruff', lines: [4, 4], cwe: [78] })
    const [issue, ...rest] = groupIssues([a, b], lineageOf)
    expect(rest).toEqual([])
    expect(issue).toMatchObject({
      engines: ['bandit', 'semgrep'],
      lineages: ['bandit', 'semgrep'],
      cwe: 78,
      severity: 'critical',
      startLine: 3,
    })
    expect(issue?.reasons).toEqual([
      { a: a.id, b: b.id, reason: 'regions overlap, CWE-78 and CWE-77 are 1 step apart' },
    ])
    expect(groupIssues([a, c], lineageOf)[0]?.lineages).toEqual(['bandit'])
  })

  it('does not merge by CWE alone, across kinds, or two results of one rule', () => {
    const a = makeFinding({ tool: 'bandit', lines: [3, 3] })
    expect(sizes([a, makeFinding({ lines: [4, 4] })])).toEqual([1, 1])
    expect(sizes([a, makeFinding({ lines: [3, 3], path: 'b.py' })])).toEqual([1, 1])
    expect(sizes([a, makeFinding({ lines: [3, 3], cwe: [79] })])).toEqual([1, 1])
    expect(sizes([a, makeFinding({ lines: [3, 3], cwe: [] })])).toEqual([1, 1])
    expect(sizes([a, { ...makeFinding({ lines: [3, 3] }), kind: 'secret' }])).toEqual([1, 1])
    expect(sizes([a, makeFinding({ tool: 'bandit', lines: [2, 4] })])).toEqual([1, 1])
    const apart = [makeFinding({ tool: 'x', columns: [1, 5] }), makeFinding({ tool: 'y', columns: [7, 9] })]
    expect(sizes(apart)).toEqual([1, 1])
  })

  it('does not chain: A~B and B~C without A~C is no issue of three', () => {
    const chain = [
      makeFinding({ tool: 'a', lines: [1, 3] }),
      makeFinding({ tool: 'b', lines: [2, 6] }),
      makeFinding({ tool: 'c', lines: [5, 8] }),
    ]
    expect(sizes(chain)).toEqual([1, 2])
  })

  it('counts one hole in one package once, under whatever name', () => {
    const hole = (tool: string, id: string, aliases: string[], version = '1.0.0') => ({
      ...makeFinding({ tool, rule: id, own: { 'sca/v1': tool } }),
      kind: 'dependency' as const,
      location: null,
      package: { purl: `pkg:npm/a@${version}`, version, fixedVersions: [], paths: [] },
      advisory: { id, aliases },
    })
    expect(sizes([hole('osv', 'GHSA-x', ['CVE-1']), hole('retire', 'CVE-1', [])])).toEqual([2])
    expect(sizes([hole('osv', 'GHSA-x', ['CVE-1']), hole('retire', 'CVE-2', [])])).toEqual([1, 1])
    expect(sizes([hole('osv', 'CVE-1', []), hole('retire', 'CVE-1', [], '2.0.0')])).toEqual([1, 1])
  })

  it('gives the same issues in the same order for any order of findings, each finding in one', () => {
    const finding = fc
      .record({
        tool: fc.constantFrom('a', 'b', 'c'),
        rule: fc.constantFrom('r', 's'),
        start: fc.integer({ min: 1, max: 12 }),
        length: fc.integer({ min: 0, max: 4 }),
        cwe: fc.constantFrom<number[]>([78], [77], [89], [], [79, 80]),
      })
      .map(({ start, length, ...rest }) => makeFinding({ ...rest, lines: [start, start + length] }))
    fc.assert(
      fc.property(
        fc
          .uniqueArray(finding, { maxLength: 14, selector: ({ id }) => id })
          .chain((list) =>
            fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
          ),
        ([list, shuffled]) => {
          const issues = groupIssues(list, lineageOf)
          expect(groupIssues(shuffled, lineageOf)).toEqual(issues)
          expect(issues.flatMap((issue) => issue.findings).sort()).toEqual(list.map(({ id }) => id).sort())
          expect(new Set(issues.map(({ id }) => id)).size).toBe(issues.length)
          for (const issue of issues) {
            const pairs = (issue.findings.length * (issue.findings.length - 1)) / 2
            expect(issue.reasons.filter(({ reason }) => reason !== '')).toHaveLength(pairs)
          }
        },
      ),
    )
  })
})
