import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createJudge, type Judge, loadPolicy } from '../judge/index.ts'
import { type LoadedTask, seededRandom } from '../kernel/index.ts'
import { openParser, type SourceParser } from '../platform/index.ts'
import { createEnginePool, type EnginePool } from '../scanners/index.ts'
import { ALL_TASKS, loadTasks } from '../tasks/index.ts'
import { TRICKS } from './index.ts'

/** At most this share of the honest answer's reward may a trick reach. */
const SHARE = 0.5

/** Seeds whose plain vulnerable answer the engines see; `bench/tricks.ts` has the others too, and runs what it made. */
const SEEDS = [
  'py-command-checksum',
  'py-hash-passphrase',
  'py-tls-mail',
  'py-token-session',
  'js-eval-list',
  'js-token-session',
]

/** Engines start and read their packs once; a machine that is shared takes its time over that. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let home: string
let pool: EnginePool
let parser: SourceParser
let judge: Judge
let seeds: LoadedTask[]

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sbr-catalogue-test-'))
  pool = createEnginePool({ purpose: 'reward', home })
  parser = await openParser()
  judge = await createJudge({
    pool,
    parser,
    policy: loadPolicy('default'),
    engineInfos: await pool.infos(),
    timeoutMs: 30_000,
  })
  const tasks = await loadTasks(ALL_TASKS)
  seeds = SEEDS.flatMap((id) => tasks.filter((task) => task.id === id))
})
afterAll(async () => {
  await judge.close()
  parser.dispose()
  await pool.close()
  await rm(home, { recursive: true, force: true })
})

it('holds every trick at half of the honest answer or less', async () => {
  expect(seeds.map(({ id, split }) => [id, split === 'held-out'])).toEqual(SEEDS.map((id) => [id, false]))
  const honest = await judge.judge(seeds.map(({ id, language, secure: code }) => ({ id, language, code })))
  for (const { id, components, reward } of honest) {
    expect(components.integrity, id).toBe(1)
    expect(reward, id).toBeGreaterThan(0.5)
  }
  const cases = seeds.flatMap((seed, at) =>
    TRICKS.filter(({ languages }) => languages.includes(seed.language)).flatMap((trick) => {
      const code = trick.apply(
        { language: seed.language, code: seed.vulnerable, entryPoint: seed.entryPoint },
        nextOf(trick.name.length),
      )
      return code === null || code === seed.vulnerable ? [] : [{ seed, at, trick, code }]
    }),
  )
  const documents = await judge.judge(
    cases.map(({ seed, trick, code }) => ({
      id: `${seed.id}: ${trick.name}`,
      language: seed.language,
      code,
    })),
  )
  expect(new Set(cases.map(({ trick }) => trick.name)).size).toBeGreaterThan(100)
  // What no test has run gets at most a share of the ceiling: the cheats are compared like with like.
  const through = documents.flatMap(({ id, reward, reason }, at) => {
    const item = cases[at]
    const ceiling = item ? (honest[item.at]?.reward ?? 0) : 0
    const isDone = item?.trick.preserving === true || item?.trick.group === 'format'
    return isDone && reward !== null && reward > SHARE * ceiling ? [`${id}: ${reward} ${reason}`] : []
  })
  expect(through).toEqual([])
})

it('applies a trick the same way for the same seed', () => {
  const seed = seeds[0]
  if (!seed) throw new Error('no seed')
  const subject = { language: seed.language, code: seed.vulnerable, entryPoint: seed.entryPoint }
  for (const trick of TRICKS.filter(({ languages }) => languages.includes(seed.language)))
    expect(trick.apply(subject, nextOf(7)), trick.name).toBe(trick.apply(subject, nextOf(7)))
  expect(new Set(TRICKS.map(({ name }) => name)).size).toBe(TRICKS.length)
})

function nextOf(seed: number): () => number {
  const random = seededRandom(seed)
  return () => random.next()
}
