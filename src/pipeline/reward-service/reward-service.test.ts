import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { localIdentity } from '../../access/index.ts'
import { type LocalCorpus, openLocalCorpus } from '../../corpus/index.ts'
import { createJudge, type Judge, loadPolicy } from '../../judge/index.ts'
import type { RewardDocument, Sample } from '../../kernel/index.ts'
import { openTestDatabase, type TestDatabase } from '../../platform/database/testing.ts'
import { createLogger, openParser, type SourceParser } from '../../platform/index.ts'
import { createEnginePool, type EnginePool } from '../../scanners/index.ts'
import { createRewardService, type RewardService } from './reward-service.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let database: TestDatabase
let local: LocalCorpus
let folder: string
let pool: EnginePool
let parser: SourceParser
let judge: Judge
const judged: string[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  local = await openLocalCorpus(
    { home: database.home, databaseUrl: database.connectionString, organisation: 'local' },
    localIdentity('maker', ['ml-engineer']),
  )
  folder = await mkdtemp(join(tmpdir(), 'sbr-reward-service-'))
  pool = createEnginePool({ purpose: 'reward', home: folder, engines: ['bandit', 'semgrep'] })
  parser = await openParser()
  judge = await createJudge({
    pool,
    parser,
    policy: loadPolicy('default'),
    engineInfos: await pool.infos(),
    timeoutMs: 60_000,
  })
})
afterAll(async () => {
  await judge.close()
  parser.dispose()
  await pool.close()
  await local.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const VULNERABLE = 'import os\n\n\ndef run(name):\n    return os.system("wc -l " + name)\n'
const sampleOf = (id: string, changes: Partial<Sample> = {}): Sample => ({
  id,
  language: 'python',
  code: VULNERABLE,
  ...changes,
})

/** The real judge, counted; `spoil` stands for engines that died while they looked. */
const open = (spoil?: (document: RewardDocument) => RewardDocument): RewardService =>
  createRewardService({
    cache: local.corpus,
    logger: createLogger('silent'),
    judge: {
      policyHash: judge.policyHash,
      judge: async (samples) => {
        judged.push(...samples.map(({ id }) => id))
        const documents = await judge.judge(samples)
        return spoil ? documents.map(spoil) : documents
      },
    },
  })
const unheardBy =
  (engine: string) =>
  (document: RewardDocument): RewardDocument => ({
    ...document,
    reward: null,
    valid: false,
    verdicts: { ...document.verdicts, [engine]: 'unknown' },
  })
const unheard = unheardBy('bandit')

describe('the reward service', () => {
  it('judges what decides the same once, and names each answer as it was asked', async () => {
    judged.length = 0
    const asked = [
      sampleOf('a', { prompt: 'one' }),
      sampleOf('b/c.py', { prompt: 'two' }),
      sampleOf('d', { path: 'src/d.py' }),
    ]
    const [one, two] = [open(), open()]
    const both = await Promise.all([one.judge(asked), one.judge(asked.slice(1))])
    const direct = await judge.judge(asked)
    expect(both[0]).toEqual({ documents: direct, complete: true })
    expect(both[1].documents).toEqual(direct.slice(1))
    expect(new Set(judged).size).toBe(2)
    expect(judged).toHaveLength(2)
    const again = await two.judge(asked)
    expect(again.documents).toEqual(direct)
    expect(JSON.stringify(again.documents.map((each) => Object.keys(each)))).toBe(
      JSON.stringify(direct.map((each) => Object.keys(each))),
    )
    expect(judged).toHaveLength(2)
    expect(two.state()).toMatchObject({ cacheHits: 3, cacheMisses: 0 })
  })

  it('asks again where an engine died, and never remembers that it did', async () => {
    const sample = sampleOf('crash', { code: `${VULNERABLE}\n\nprint("crash")\n` })
    judged.length = 0
    const broken = open(unheard)
    expect((await broken.judge([sample])).documents[0]).toMatchObject({ reward: null, valid: false })
    expect(judged).toHaveLength(2)
    let failures = 1
    const recovering = open((document) => (failures-- > 0 ? unheard(document) : document))
    const [document] = (await recovering.judge([sample])).documents
    expect(document).toMatchObject({ id: 'crash', valid: true, label: 'static-vulnerable' })
    judged.length = 0
    expect((await broken.judge([sample])).documents[0]).toEqual(document)
    expect(judged).toEqual([])
  })

  it('gives a sample up when one engine has failed on it twice, not when two have failed once', async () => {
    const dying = async (id: string, engines: string[]) => {
      judged.length = 0
      const service = open((document) => {
        const engine = engines.shift()
        return engine === undefined ? document : unheardBy(engine)(document)
      })
      const code = `${VULNERABLE}\n\nprint("${id}")\n`
      const [document] = (await service.judge([sampleOf(id, { code })])).documents
      return { valid: document?.valid, asked: judged.length }
    }
    expect(await dying('in turn', ['bandit', 'semgrep'])).toEqual({ valid: true, asked: 3 })
    expect(await dying('twice', ['bandit', 'semgrep', 'bandit'])).toEqual({ valid: false, asked: 3 })
  })

  it('gives no reward to what the deadline cut off, and has it the next time', async () => {
    const sample = sampleOf('late', { code: `${VULNERABLE}\n\nprint("late")\n` })
    const service = open()
    const cut = await service.judge([sample], { deadlineMs: 1 })
    expect(cut).toMatchObject({ complete: false, documents: [{ id: 'late', reward: null, valid: false }] })
    expect((await service.judge([sample])).documents[0]).toMatchObject({ valid: true })
  })

  it('works without a store, and where the store fails', async () => {
    const sample = sampleOf('alone')
    const logger = createLogger('silent')
    const gone = () => Promise.reject(new Error('the database is gone'))
    for (const cache of [null, { loadJudgements: gone, storeJudgements: gone }]) {
      const { documents } = await createRewardService({ judge, cache, logger }).judge([sample])
      expect(documents[0]).toMatchObject({ id: 'alone', valid: true })
    }
  })
})
