import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LoadedTask } from '../../kernel/index.ts'
import { ALL_TASKS, loadTasks } from '../../tasks/index.ts'
import type { AttackJudge } from '../judge/attack-judge.ts'
import { TRICKS } from '../tricks/index.ts'
import { appendCases, casesByTask, readCases } from './case-file.ts'
import { planSearches } from './plan-searches.ts'
import { prepareTargets, runSearches, type SearchResult } from './run-searches.ts'
import { openSearchLog } from './search-log.ts'
import { summariseAttack } from './summarise-attack.ts'

let folder: string
let tasks: LoadedTask[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbr-search-'))
  tasks = (await loadTasks(ALL_TASKS)).filter(({ split }) => split === 'train').slice(0, 4)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A made-up policy that is fooled by code of more than one comment; runs nothing: every preserving rewrite is a hack. */
function foolish(over: { fooled?: boolean } = {}): AttackJudge {
  const asked = new Set<string>()
  const fooled = over.fooled ?? true
  const boundsOf: AttackJudge['boundsOf'] = async (asks) =>
    asks.map(({ code }) => {
      asked.add(code)
      const honest = tasks.some((task) => task.secure === code || task.alternative === code)
      const plain = tasks.some((task) => task.vulnerable === code)
      return { bound: honest ? 1 : fooled && !plain && code.length > 300 ? 0.8 : 0.1, ceiling: 1, reason: '' }
    })
  return {
    policy: {} as never,
    policyHash: 'toy',
    get asked() {
      return asked.size
    },
    boundsOf,
    bounds: (language, codes) => boundsOf(codes.map((code) => ({ language, code }))),
    truth: async () => ({ functional: 1, stillVulnerable: true, outcome: {} as never }),
  }
}

const search = async (judge: AttackJudge, queries = 24, cases?: ReadonlyMap<string, string[]>) => {
  const { targets } = await prepareTargets(tasks, judge)
  return runSearches(planSearches(targets, 8, 1), judge, {
    tricks: TRICKS,
    queries,
    mark: 0.5,
    ...(cases ? { cases } : {}),
  })
}

const sorted = (results: readonly SearchResult[]) => [...results].sort((a, b) => a.seed - b.seed)

it('gives the same results for the same seed, and spends no more than its budget', async () => {
  const results = sorted(await search(foolish()))
  expect(results).toHaveLength(8)
  expect(results).toEqual(sorted(await search(foolish())))
  expect(results.some(({ through }) => through !== null)).toBe(true)
  for (const { queries, through } of results) {
    expect(queries).toBeLessThanOrEqual(24)
    if (through) expect(through).toMatchObject({ share: 0.8 })
  }
})

it('finds nothing where nothing passes, and says so with an interval', async () => {
  const summary = summariseAttack(await search(foolish({ fooled: false })), 0.5)
  expect(summary.yield).toMatchObject({ successes: 0, n: 8, rate: 0 })
  expect(summary.yield.high).toBeGreaterThan(0.2)
  expect(summary.through).toEqual([])
})

it('keeps what got through, for its owner alone, and asks it first the next time', async () => {
  const path = join(folder, 'adversary', 'cases.jsonl')
  const results = await search(foolish())
  expect(await appendCases(path, results, 'toy')).toBeGreaterThan(0)
  expect(await appendCases(path, results, 'toy')).toBe(0)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const cases = await readCases(path)
  const again = await search(foolish(), 24, casesByTask(cases))
  for (const { task, through } of again)
    if (cases.some((known) => known.task === task))
      expect(through).toMatchObject({ steps: ['case'], queries: 1 })
  await writeFile(path, '{"task":1}\n')
  await expect(readCases(path)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  expect(await readCases(join(folder, 'none.jsonl'))).toEqual([])
})

it('goes on where it was ended, and refuses the state of another plan', async () => {
  const path = join(folder, 'state.jsonl')
  const [first, second] = await search(foolish())
  if (!first || !second) throw new Error('no results')
  const log = await openSearchLog(path, { seed: 1 })
  await log.append(first)
  await log.close()
  await writeFile(path, `${await readFile(path, 'utf8')}{"task":"cut o`)
  const more = await openSearchLog(path, { seed: 1 })
  expect(more.done).toEqual([first])
  await more.append(second)
  await more.close()
  const last = await openSearchLog(path, { seed: 1 })
  expect(last.done).toEqual([first, second])
  await last.close()
  await expect(openSearchLog(path, { seed: 2 })).rejects.toMatchObject({ code: 'BAD_INPUT' })
})

it('ends between two rounds when it is told to', async () => {
  const judge = foolish({ fooled: false })
  const { targets } = await prepareTargets(tasks, judge)
  const controller = new AbortController()
  controller.abort()
  const options = { tricks: TRICKS, queries: 24, mark: 0.5, signal: controller.signal }
  expect(await runSearches(planSearches(targets, 8, 1), judge, options)).toEqual([])
})
