import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoadedTask } from '../kernel/index.ts'
import { answerCode, buildCandidate, computeGateFacts, type RemediationSource } from './index.ts'

const task = (id: string, split: LoadedTask['split'], template = id): LoadedTask => ({
  id,
  language: 'python',
  template,
  split,
  cwe: 89,
  kind: 'generate',
  prompt: `Write a function ${id} that finds a user by name in the table users of a database.`,
  entryPoint: id,
  files: {
    vulnerable: 'v.py',
    secure: 's.py',
    alternative: 'a',
    visibleTests: 't',
    hiddenTests: 'f.py',
    exploitTests: 'e.py',
  },
  vulnerable: `def ${id}(db, name):\n    return db.execute("select * from users where name='" + name + "'")`,
  secure: `def ${id}(db, name):\n    return db.execute("select * from users where name = ?", (name,)).fetchall()`,
  hiddenTests: '',
  visibleTests: '',
  alternative: '',
  exploitTests: '',
})
const remediation = (id: string, overrides: Partial<RemediationSource> = {}): RemediationSource => ({
  id,
  language: 'python',
  cwe: 78,
  group: 'pkg',
  path: 'a.py',
  symbol: 'f',
  before: `def f():\n    os.system("${id}")`,
  after: `def f():\n    subprocess.run(["${id}"])`,
  decisions: [{ verdict: 'true-positive', deciderKind: 'advisory', decider: 'GHSA-x' }],
  ...overrides,
})
const build = (remediations: RemediationSource[], tasks: LoadedTask[], maxCharacters = 10_000) =>
  buildCandidate({
    remediations,
    tasks,
    renderTask: (item) => [{ role: 'user', content: item.prompt }],
    parses: (_language, code) => !code.includes('BROKEN'),
    maxCharacters,
    createdAt: '2026-01-01T00:00:00Z',
  })

describe('the candidate dataset', () => {
  it('teaches what was confirmed, and says why it leaves out the rest', () => {
    const candidate = build(
      [
        remediation('kept'),
        remediation('denied', {
          decisions: [{ verdict: 'false-positive', deciderKind: 'person', decider: 'p' }],
        }),
        remediation('undecided', { decisions: [] }),
        remediation('same', { after: 'def f():\n    os.system("same")' }),
      ],
      [task('one', 'train'), task('secret', 'held-out')],
    )
    expect(candidate.items.flatMap((item) => item.origins).sort()).toEqual(['remediation:kept', 'task:one'])
    expect(Object.fromEntries(candidate.dropped.map((drop) => [drop.origin, drop.reason]))).toEqual({
      'remediation:denied': 'decided as a false positive',
      'remediation:undecided': 'nothing confirmed it',
      'remediation:same': 'the function did not change',
      'task:secret': 'held out: no training item may show it',
    })
    expect(candidate.manifest.decisionsBy).toEqual({ advisory: 1 })
  })

  it('merges one fix that was found twice, keeping both origins', () => {
    const { items } = build(
      [remediation('a', { before: 'x', after: 'y' }), remediation('b', { before: 'x', after: 'y' })],
      [],
    )
    expect(items.map((item) => item.origins)).toEqual([['remediation:a', 'remediation:b']])
  })

  it('leaves out fixes that do not parse alone or that an engine still flags, and dedents methods', () => {
    const candidate = buildCandidate({
      remediations: [
        remediation('a', { after: 'BROKEN' }),
        remediation('b'),
        remediation('c', { after: '    def m(self):\n        return 1' }),
      ],
      tasks: [],
      renderTask: () => [],
      parses: (_language, code) => !code.includes('BROKEN') && !code.startsWith(' '),
      stillFlagged: new Set(['remediation:b']),
      maxCharacters: 10_000,
      createdAt: '2026-01-01T00:00:00Z',
    })
    expect(candidate.dropped.map((drop) => drop.reason)).toEqual([
      'the fix does not parse on its own',
      'an engine still flags the fix',
    ])
    expect(candidate.items.map(answerCode)).toEqual(['def m(self):\n    return 1\n'])
  })

  it('drops what is too long for the window', () => {
    expect(build([remediation('a', { after: 'x'.repeat(500) })], [], 300).dropped[0]?.reason).toMatch(
      /too long/,
    )
  })

  it('has an id that depends on the content, not on the order or the time', () => {
    const sources = ['a', 'b', 'c', 'd'].map((id) => remediation(id))
    const expected = build(sources, []).manifest.id
    fc.assert(
      fc.property(fc.shuffledSubarray(sources, { minLength: 4 }), (shuffled) => {
        expect(build(shuffled, []).manifest.id).toBe(expected)
      }),
    )
    expect(build(sources.slice(1), []).manifest.id).not.toBe(expected)
  })

  it('never puts a group into two splits', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 30 }), (pairs) => {
        const { items } = build(
          pairs.map(([id, group], i) => remediation(`${i}${id}`, { group })),
          [],
        )
        expect(computeGateFacts('d', items, { remediations: [], heldOut: [] }, {}).groupsInTwoSplits).toBe(0)
      }),
    )
  })
})

describe('the gate facts', () => {
  const heldOut = [task('secret', 'held-out')]

  it('sees a held-out reference under another function name, and lets another task be', () => {
    const leaked = build(
      [],
      [{ ...task('renamed', 'train'), secure: heldOut[0]?.secure.replace('secret', 'renamed') ?? '' }],
    )
    const facts = computeGateFacts('d', leaked.items, { remediations: [], heldOut }, {})
    expect(facts.heldOutOverlap).toBe(1)
    const other = build([remediation('other')], [])
    expect(computeGateFacts('d', other.items, { remediations: [], heldOut }, {}).heldOutOverlap).toBe(0)
  })

  it('counts secrets, deciders, and unknown as not clean', () => {
    const sources = [remediation('k', { after: 'key = "AKIAIOSFODNN7EXAMPLE"' }), remediation('l')]
    const { items } = build(sources, [])
    const facts = computeGateFacts('d', items, { remediations: sources, heldOut }, { verdicts: new Map() })
    expect(facts.secrets).toBe(1)
    expect(facts.largestDeciderShare).toBe(1)
    expect(facts.decided).toEqual({ decided: 2, total: 2 })
    expect(facts.decidedByPerson.decided).toBe(0)
    expect(facts.cleanAnswers).toEqual({ clean: 0, unknown: 2, total: 2 })
    expect(facts.answers).toBeNull()
  })
})
