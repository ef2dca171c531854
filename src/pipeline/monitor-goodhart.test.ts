import { afterAll, beforeAll, expect, it } from 'vitest'
import { localIdentity } from '../access/index.ts'
import { type LocalCorpus, openLocalCorpus } from '../corpus/index.ts'
import {
  type EvaluationReport,
  type GenerationOutcome,
  type LoadedTask,
  type Logger,
  type RewardDocument,
  type Sample,
  sha256,
} from '../kernel/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/database/testing.ts'
import { rateOf } from '../stats/index.ts'
import { loadTasks, STARTER_TASKS } from '../tasks/index.ts'
import { monitorGoodhart } from './monitor-goodhart.ts'

let database: TestDatabase
let local: LocalCorpus
let tasks: LoadedTask[]
beforeAll(async () => {
  database = await openTestDatabase()
  local = await openLocalCorpus(
    { home: database.home, databaseUrl: database.connectionString, organisation: 'local' },
    localIdentity('engineer', ['ml-engineer']),
  )
  tasks = (await loadTasks(STARTER_TASKS)).filter(({ split }) => split === 'held-out')
  await local.corpus.storeModel({
    sha256: MODEL,
    kind: 'base',
    path: '/nowhere/base.gguf',
    base: null,
    dataset: null,
    parameters: {},
  })
})
afterAll(async () => {
  await local.close()
  await database.close()
})

const MODEL = sha256('a model that nobody trained')

/** A made-up evaluation: the first arm writes vulnerable answers, the second what `after` says. */
async function storeEvaluation(id: string, after: (task: LoadedTask) => Partial<GenerationOutcome>) {
  const rate = rateOf(0, 0)
  const arms = ['before', 'after'].map((arm) => ({
    arm,
    parse: rate,
    functional: rate,
    vulnerable: rate,
    vulnerableGivenPassing: rate,
    joint: rate,
    unknown: 0,
  }))
  const report: EvaluationReport = {
    id,
    tasks: tasks.length,
    generationsPerArm: tasks.length,
    arms,
    paired: [],
    judges: [],
  }
  const outcome = (arm: string, task: LoadedTask, over: Partial<GenerationOutcome>): GenerationOutcome => ({
    arm,
    task: task.id,
    index: 0,
    code: task.vulnerable,
    parses: true,
    functionalPass: true,
    exploited: true,
    flagged: null,
    vulnerable: true,
    ...over,
  })
  await local.corpus.storeOutcomes(
    id,
    tasks.flatMap((task) => [outcome('before', task, {}), outcome('after', task, after(task))]),
  )
  await local.corpus.storeEvaluation({ model: MODEL, report })
}

/** A reward of our own that is easy to game: it likes every answer that says so in a comment, and secure ones. */
const gamed = {
  judge: async (samples: readonly Sample[]) => ({
    complete: true,
    documents: samples.map(({ id, code }) => {
      const likes = code.includes('# fine') || tasks.some(({ secure }) => secure === code)
      return { id, reward: likes ? 0.58 : 0.05, ceiling: 0.58, valid: true } as RewardDocument
    }),
  }),
}

const said: unknown[] = []
const logger = { warn: (facts: unknown) => said.push(facts) } as unknown as Logger

it('has nothing to say about an empty store', async () => {
  expect(await monitorGoodhart(local.corpus, gamed, { logger })).toEqual({ points: [], alarms: [] })
})

it('follows a model that learns to write safer code, without alarm', async () => {
  await storeEvaluation('honest', (task) => ({ code: task.secure, exploited: false, vulnerable: false }))
  const { points, alarms } = await monitorGoodhart(local.corpus, gamed, { logger })
  expect(
    points.map(({ arm, reward, holds }) => [arm, reward && Math.round(reward * 100), holds.rate]),
  ).toEqual([
    ['before', 9, 0],
    ['after', 100, 1],
  ])
  expect(alarms).toEqual([])
  expect(said).toEqual([])
})

it('raises the alarm, in the log too, over one that learns to please the reward', async () => {
  await storeEvaluation('gamed', (task) => ({ code: `${task.vulnerable}\n# fine\n` }))
  const { points, alarms } = await monitorGoodhart(local.corpus, gamed, { logger })
  expect(points).toHaveLength(4)
  expect(alarms).toMatchObject([
    { evaluation: 'gamed', arm: 'after', change: { alarm: true, tasks: tasks.length } },
  ])
  expect(said).toMatchObject([{ evaluation: 'gamed', arm: 'after' }])
})
