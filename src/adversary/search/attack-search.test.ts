import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoadedTask } from '../../kernel/index.ts'
import type { Trick } from '../tricks/index.ts'
import { type AttackTarget, type Candidate, createAttackSearch } from './attack-search.ts'

const task: LoadedTask = {
  id: 'toy-task',
  language: 'python',
  template: 'toy',
  split: 'train',
  cwe: 78,
  kind: 'generate',
  prompt: 'Do it.',
  entryPoint: 'run',
  files: {
    vulnerable: 'v',
    secure: 's',
    alternative: 'a',
    visibleTests: 't',
    hiddenTests: 'h',
    exploitTests: 'e',
  },
  vulnerable: 'sink()\n',
  secure: 'safe()\n',
  alternative: 'safer()\n',
  visibleTests: '',
  hiddenTests: '',
  exploitTests: '',
}
const target: AttackTarget = { task, honest: 1, startShare: 0.1 }

/** Each adds its letter once, at the end. */
const letters = [...'abcdefghijkl'].map(
  (letter): Trick => ({
    name: `add-${letter}`,
    group: 'structure',
    languages: ['python'],
    preserving: true,
    source: 'this test',
    apply: ({ code }) => (code.includes(`# ${letter}\n`) ? null : `${code}# ${letter}\n`),
  }),
)

/** Three of twelve letters raise the reward, and only together do they pass. */
const reward = (code: string): number =>
  0.1 + ['c', 'g', 'k'].filter((letter) => code.includes(`# ${letter}\n`)).length * 0.2

function runOut(seed: number, queries: number, stopAt = Number.POSITIVE_INFINITY): Candidate[] {
  const search = createAttackSearch({ target, tricks: letters, queries, seed, mark: 0.5 })
  const asked: Candidate[] = []
  for (;;) {
    const round = search.propose(8)
    if (round.length === 0) return asked
    for (const candidate of round) {
      asked.push(candidate)
      search.observe(candidate, { bound: reward(candidate.code), hack: null })
    }
    if ((search.best?.share ?? 0) >= stopAt) return asked
  }
}

describe('a search', () => {
  it('starts with the plain vulnerable reference, or with what got through earlier', () => {
    expect(runOut(1, 8)[0]).toEqual({ code: task.vulnerable, steps: [] })
    const search = createAttackSearch({
      target,
      tricks: letters,
      queries: 3,
      seed: 1,
      mark: 0.5,
      cases: ['old()\n'],
    })
    expect(search.propose(2)).toEqual([
      { code: 'old()\n', steps: ['case'] },
      { code: task.vulnerable, steps: [] },
    ])
  })

  it('asks the same for the same seed, never twice the same, and never more than its budget', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 60 }), (seed, queries) => {
        const asked = runOut(seed, queries)
        expect(asked).toEqual(runOut(seed, queries))
        expect(asked.length).toBeLessThanOrEqual(queries)
        expect(new Set(asked.map(({ code }) => code)).size).toBe(asked.length)
      }),
      { numRuns: 20 },
    )
  })

  it('finds a composition that single tricks do not reach, with fewer queries than there are triples', () => {
    const spent = Array.from({ length: 10 }, (_, seed) => runOut(seed, 200, 0.7).length)
    for (const queries of spent) expect(queries).toBeLessThan(200)
    // 12 × 11 × 10 ordered triples, six of which pass: blind sampling needs 220 on average.
    expect(spent.reduce((sum, queries) => sum + queries, 0) / spent.length).toBeLessThan(110)
  })

  it('builds nothing on what the tests have shown to be broken', () => {
    const search = createAttackSearch({ target, tricks: letters, queries: 60, seed: 5, mark: 0.5 })
    for (let round = search.propose(8); round.length > 0; round = search.propose(8))
      for (const candidate of round)
        search.observe(candidate, {
          bound: reward(candidate.code),
          hack: candidate.steps.includes('add-c') ? false : null,
        })
    expect(search.best?.steps).not.toContain('add-c')
    expect(search.best?.share).toBeCloseTo(0.5)
  })

  it('takes a suggestion once, and none that is empty or endless', () => {
    const search = createAttackSearch({ target, tricks: letters, queries: 5, seed: 1, mark: 0.5 })
    expect(search.suggest('other()\n', 'model')?.steps).toEqual(['model'])
    expect(search.suggest('other()\n', 'model')).toBeNull()
    expect(search.suggest(' \n', 'model')).toBeNull()
    expect(search.suggest('x'.repeat(20_000), 'model')).toBeNull()
    expect(search.asked).toBe(1)
  })
})
