import { describe, expect, it } from 'vitest'
import { makeFinding } from '../testing/make-finding.ts'
import { groupIssues } from './group-issues.ts'
import { mergeReason } from './merge-reason.ts'

const reasonOf = (a: Parameters<typeof makeFinding>[0], b: Parameters<typeof makeFinding>[0]) =>
  mergeReason(makeFinding({ tool: 'a', ...a }), makeFinding({ tool: 'b', ...b }))?.reason ?? null

describe('mergeReason', () => {
  it('takes callee and first argument as one operation, and no more than that', () => {
    const callee = { columns: [3, 7] as [number, number], cwe: [95] }
    expect(reasonOf(callee, { columns: [8, 12], cwe: [94] })).toBe(
      'regions touch, CWE-95 and CWE-94 are 1 step apart',
    )
    expect(reasonOf(callee, { columns: [7, 12], cwe: [95] })).toBe('regions touch, both CWE-95')
    expect(reasonOf(callee, { columns: [9, 12], cwe: [95] })).toBe(null)
    expect(reasonOf(callee, { columns: [8, 12], cwe: [79] })).toBe(null)
    expect(reasonOf(callee, { columns: [8, 12], lines: [2, 2], cwe: [95] })).toBe(null)
  })

  it('lets an overlapping finding join before one that only touches', () => {
    const call = makeFinding({ tool: 'a', columns: [3, 7] })
    const argument = makeFinding({ tool: 'b', columns: [8, 12] })
    const next = makeFinding({ tool: 'c', columns: [10, 14] })
    const [first, second] = groupIssues([call, argument, next], (tool) => tool)
    expect([first?.engines, second?.engines]).toEqual([['a'], ['b', 'c']])
    expect(first?.links).toMatchObject([{ issue: second?.id }])
  })

  it('takes a coarse id for what is below it, siblings below a discouraged id for nothing, a pillar for nothing', () => {
    expect(reasonOf({ cwe: [330] }, { cwe: [338] })).toBe('regions overlap, CWE-338 is a kind of CWE-330')
    expect(reasonOf({ cwe: [331] }, { cwe: [338] })).toBe(null)
    expect(reasonOf({ cwe: [707] }, { cwe: [20] })).toBe(null)
  })

  it('reads a rule whose tool names another CWE by what the rule looks for, and leaves the finding as it is', () => {
    const yaml = { tool: 'bandit', rule: 'B506', cwe: [20] }
    expect(reasonOf(yaml, { cwe: [502] })).toBe('regions overlap, both CWE-502')
    expect(reasonOf({ ...yaml, rule: 'B999' }, { cwe: [502] })).toBe(null)
    const finding = makeFinding(yaml)
    expect(groupIssues([finding], (tool) => tool)[0]?.cwe).toBe(502)
    expect(finding.cwe.ids).toEqual([20])
  })
})

describe('dependencies', () => {
  const hole = (tool: string, version: string | null, id: string, ...aliases: string[]) => ({
    ...makeFinding({ tool, rule: id, run: tool, id: `${tool} ${id} ${version}` }),
    kind: 'dependency' as const,
    location: null,
    package: { purl: 'pkg:npm/lodash', version, fixedVersions: [], paths: [] },
    advisory: { id, aliases },
  })
  const sizes = (...findings: ReturnType<typeof hole>[]) =>
    groupIssues(findings, (tool) => tool)
      .map((issue) => issue.findings.length)
      .sort()

  it('takes a version that a tool does not say for any one, and not for two', () => {
    expect(sizes(hole('npm 11', null, 'GHSA-1'), hole('pnpm', '3.10.1', 'GHSA-1'))).toEqual([2])
    expect(
      sizes(hole('npm 11', null, 'GHSA-1'), hole('a', '3.10.1', 'GHSA-1'), hole('b', '4.17.4', 'GHSA-1')),
    ).toEqual([1, 2])
  })

  it('learns aliases from any report, and never takes two CVEs for one hole', () => {
    const [a, b] = [hole('a', '1', 'GHSA-1'), hole('b', '1', 'CVE-1')]
    expect(sizes(a, b)).toEqual([1, 1])
    expect(sizes(a, b, hole('c', '1', 'GHSA-1', 'CVE-1'))).toEqual([3])
    const both = hole('c', '1', 'GHSA-1', 'CVE-1', 'CVE-2')
    expect(sizes(hole('a', '1', 'CVE-1'), hole('b', '1', 'CVE-2'), both)).toEqual([1, 2])
  })
})

describe('links between issues', () => {
  const linksOf = (...findings: ReturnType<typeof makeFinding>[]) =>
    groupIssues(findings, (tool) => tool).flatMap(({ links }) => links?.map(({ reason }) => reason) ?? [])

  it('names what shares a line, what repeats a weakness nearby, and nothing further away', () => {
    const a = makeFinding({ tool: 'a', lines: [3, 3], cwe: [89] })
    const other = makeFinding({ tool: 'b', lines: [3, 3], cwe: [79] })
    expect(linksOf(a, other)).toEqual(Array(2).fill('same line, the CWEs do not agree'))
    expect(linksOf(a, makeFinding({ tool: 'b', lines: [5, 5] }))).toEqual(
      Array(2).fill('both CWE-89, 2 lines apart'),
    )
    expect(linksOf(a, makeFinding({ tool: 'b', lines: [14, 14] }))).toEqual([])
    expect(linksOf(a, makeFinding({ tool: 'b', lines: [5, 5], cwe: [79] }))).toEqual([])
    expect(linksOf(a, { ...other, kind: 'secret' })).toEqual(Array(2).fill('same line, static and secret'))
  })

  it('names flows that end at one place, in whatever files they are reported', () => {
    const step = (path: string, line: number) => ({
      location: { ...(makeFinding({ path, lines: [line, line] }).location as object) } as never,
      message: null,
    })
    const a = { ...makeFinding({ tool: 'a', path: 'a.py' }), flow: [step('a.py', 1), step('sink.py', 7)] }
    const b = { ...makeFinding({ tool: 'b', path: 'b.py' }), flow: [step('b.py', 1), step('sink.py', 7)] }
    expect(linksOf(a, b)).toEqual(Array(2).fill('the data flows end at the same place'))
  })

  it('keeps at most twenty an issue, and answers for a file with everything on one line', () => {
    const crowd = Array.from({ length: 1000 }, (_, index) =>
      makeFinding({ tool: 'a', rule: `r${index}`, columns: [index * 3 + 1, index * 3 + 2], cwe: [] }),
    )
    const issues = groupIssues(crowd, (tool) => tool)
    expect(issues).toHaveLength(1000)
    expect(Math.max(...issues.map(({ links }) => links?.length ?? 0))).toBe(20)
  })
})
