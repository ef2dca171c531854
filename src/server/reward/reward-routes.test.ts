import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type KeyRegistry, localIdentity, NO_LIMITS, openKeyRegistry } from '../../access/index.ts'
import { type LocalCorpus, openLocalCorpus } from '../../corpus/index.ts'
import { createJudge, type Judge, loadPolicy } from '../../judge/index.ts'
import { type RewardDocument, type Sample, systemClock } from '../../kernel/index.ts'
import { createRewardService } from '../../pipeline/index.ts'
import { openTestDatabase, type TestDatabase } from '../../platform/database/testing.ts'
import { createLogger, openParser, type SourceParser } from '../../platform/index.ts'
import { createEnginePool, type EnginePool } from '../../scanners/index.ts'
import { createServer } from '../index.ts'
import { RewardAnswerSchema } from './native-route.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let database: TestDatabase
let local: LocalCorpus
let folder: string
let pool: EnginePool
let parser: SourceParser
let judge: Judge
let registry: KeyRegistry
let app: FastifyInstance
let url: string
let key: string
/** What stands between the server and the real judge in a test: a door to hold shut, or a failure. */
let interfere: (documents: RewardDocument[]) => Promise<RewardDocument[]>
const asked: string[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  const { home, connectionString: databaseUrl } = database
  local = await openLocalCorpus({ home, databaseUrl, organisation: 'local' }, localIdentity('maker', []))
  registry = openKeyRegistry(database, { audit: local.corpus.audit, clock: systemClock })
  key = await makeKey({})
  folder = await mkdtemp(join(tmpdir(), 'sbr-reward-routes-'))
  pool = createEnginePool({ purpose: 'reward', home: folder, engines: ['bandit', 'semgrep'] })
  parser = await openParser()
  judge = await createJudge({
    pool,
    parser,
    policy: loadPolicy('default'),
    engineInfos: await pool.infos(),
    timeoutMs: 60_000,
  })
  app = await open()
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await judge.close()
  parser.dispose()
  await pool.close()
  await local.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  asked.length = 0
  interfere = async (documents) => documents
})

const makeKey = async (changes: Partial<Parameters<KeyRegistry['create']>[0]>) =>
  (
    await registry.create({
      identity: 'trainer',
      scopes: ['reward:read'],
      limits: NO_LIMITS,
      days: 1,
      ...changes,
    })
  ).secret

async function open(capacity = 100): Promise<FastifyInstance> {
  return createServer({
    models: { base: null as never, promoted: null },
    clock: systemClock,
    logger: createLogger('silent'),
    authenticate: (secret) => registry.authenticate(secret),
    capture: async () => {},
    monitor: null,
    reward: {
      requests: local.corpus,
      service: createRewardService({
        cache: local.corpus,
        capacity,
        logger: createLogger('silent'),
        judge: {
          policyHash: judge.policyHash,
          judge: async (samples) => {
            asked.push(...samples.map(({ code }) => code))
            return interfere(await judge.judge(samples))
          },
        },
      }),
    },
  })
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}, base = url) =>
  fetch(`${base}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

let made = 0
/** Code that nobody has judged yet. */
const fresh = (vulnerable = true): string =>
  vulnerable
    ? `import os\n\n\ndef run${++made}(name):\n    return os.system("wc -l " + name)\n`
    : `def run${++made}(name):\n    return name.strip().lower()\n`
const sampleOf = (id: string, code = fresh()): Sample => ({ id, language: 'python', code })
const unheard = (document: RewardDocument): RewardDocument => ({
  ...document,
  reward: null,
  valid: false,
  verdicts: { ...document.verdicts, bandit: 'unknown' },
})
const validator = Compile(RewardAnswerSchema)
async function answerOf(response: Response) {
  const value: unknown = await response.json()
  expect(response.status, JSON.stringify(value)).toBe(200)
  if (!validator.Check(value)) throw new Error('the answer is not as its schema says')
  return value
}

describe('the native batch', () => {
  it('answers each sample in its order, code and completions alike', async () => {
    const [bad, good] = [fresh(), fresh(false)]
    const samples = [
      sampleOf('bad', bad),
      { id: 'answer', language: 'python', completion: `Sure:\n\`\`\`python\n${bad}\`\`\`\nDone.<|im_end|>` },
      sampleOf('good', good),
      { id: 'prose', language: 'python', completion: 'I would rather not write any code today.' },
    ]
    const { results, policy, complete } = await answerOf(await post('/v1/reward', { samples }))
    expect(results.map(({ id }) => id)).toEqual(['bad', 'answer', 'good', 'prose'])
    expect({ policy, complete }).toEqual({ policy: judge.policyHash, complete: true })
    expect(results[0]?.label).toBe('static-vulnerable')
    expect(results[1]?.reward).toBe(results[0]?.reward)
    expect(results[2]).toMatchObject({ label: 'clean', reward: results[2]?.ceiling })
    expect(results[3]).toMatchObject({ valid: true, reward: 0 })
    expect(asked.filter((code) => code === bad)).toHaveLength(1)
  })

  it('gives the same bytes again for the same key and body, and judges nothing twice', async () => {
    const body = { samples: [sampleOf('a'), sampleOf('b', fresh(false))] }
    interfere = async (documents) => documents.map(unheard)
    const headers = { 'idempotency-key': 'step-1' }
    const first = await post('/v1/reward', body, headers)
    const text = await first.text()
    expect(first.status).toBe(200)
    expect(text).toContain('"valid":false')
    interfere = async (documents) => documents
    asked.length = 0
    const second = await post('/v1/reward', body, headers)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await second.text()).toBe(text)
    expect(asked).toEqual([])
    expect((await post('/v1/reward', { samples: [sampleOf('a')] }, headers)).status).toBe(409)
    // Another caller's key is another name.
    const other = await makeKey({})
    const theirs = await post('/v1/reward', body, { ...headers, authorization: `Bearer ${other}` })
    expect((await answerOf(theirs)).results.map(({ valid }) => valid)).toEqual([true, true])
    expect((await post('/v1/reward', body, { 'idempotency-key': 'x'.repeat(201) })).status).toBe(400)
  })

  it('answers at the deadline with what there is, and keeps only whole answers', async () => {
    const { promise: door, resolve: openDoor } = Promise.withResolvers<void>()
    interfere = async (documents) => {
      await door
      return documents
    }
    const known = sampleOf('known')
    const knownNow = post('/v1/reward', { samples: [known] })
    openDoor()
    await knownNow
    const { promise: shut, resolve: unlock } = Promise.withResolvers<void>()
    interfere = async (documents) => {
      await shut
      return documents
    }
    const body = { samples: [known, sampleOf('slow')], deadlineMs: 300 }
    const headers = { 'idempotency-key': 'late' }
    const cut = await answerOf(await post('/v1/reward', body, headers))
    expect(cut.complete).toBe(false)
    expect(cut.results).toMatchObject([{ valid: true }, { id: 'slow', valid: false, reward: null }])
    unlock()
    await vi.waitFor(
      async () => expect((await answerOf(await post('/v1/reward', body, headers))).complete).toBe(true),
      { timeout: 30_000, interval: 200 },
    )
    expect(asked).toHaveLength(2)
  })

  it('refuses what is no request, by name', async () => {
    const good = sampleOf('a')
    for (const body of [
      '{',
      '[]',
      {},
      { samples: [] },
      { samples: [{ ...good, language: 'klingon' }] },
      { samples: [{ ...good, code: 12 }] },
      { samples: [{ ...good, extra: true }] },
      { samples: [{ ...good, id: '' }] },
      { samples: [good], deadlineMs: 0 },
      { samples: [good], unknown: 1 },
      { samples: Array.from({ length: 513 }, () => good) },
      `{"samples": ${'['.repeat(100)}${']'.repeat(100)}}`,
      '['.repeat(5_000_000),
      '{"__proto__": {"a": 1}, "samples": []}',
    ]) {
      const response = await post('/v1/reward', body)
      const text = await response.text()
      expect(response.status, `${JSON.stringify(body).slice(0, 80)} ${text.slice(0, 200)}`).toBe(400)
      expect(text.length).toBeLessThan(2_000)
    }
    expect((await post('/v1/reward', { samples: [good], policy: 'f'.repeat(64) })).status).toBe(409)
    expect((await post('/v1/reward', { samples: [good], policy: judge.policyHash })).status).toBe(200)
  })

  it('lets a key do only what it is for and how much', async () => {
    const gatewayOnly = await makeKey({ scopes: ['gateway:use'] })
    const body = { samples: [sampleOf('a'), sampleOf('b')] }
    expect((await post('/v1/reward', body, { authorization: `Bearer ${gatewayOnly}` })).status).toBe(403)
    const slow = await makeKey({ limits: { samplesPerMinute: 3, concurrentSamples: null } })
    const headers = { authorization: `Bearer ${slow}` }
    expect((await post('/v1/reward', body, headers)).status).toBe(200)
    const refused = await post('/v1/reward', body, headers)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(15)
    const four = { samples: ['a', 'b', 'c', 'd'].map((id) => sampleOf(id)) }
    expect((await post('/v1/reward', four, headers)).status).toBe(400)
  })
})

describe('under load', () => {
  it('refuses with 429 what does not fit, and loses nothing that it took', async () => {
    const { promise: door, resolve: openDoor } = Promise.withResolvers<void>()
    interfere = async (documents) => {
      await door
      return documents
    }
    const small = await open(4)
    const base = await small.listen({ host: '127.0.0.1', port: 0 })
    const taken = post('/v1/reward', { samples: [sampleOf('a'), sampleOf('b'), sampleOf('c')] }, {}, base)
    await vi.waitFor(() => expect(asked).toHaveLength(3))
    const refused = await post('/v1/reward', { samples: [sampleOf('d'), sampleOf('e')] }, {}, base)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    openDoor()
    expect((await answerOf(await taken)).results).toHaveLength(3)
    await small.close()
  })

  it('answers what is in flight before it stops, and takes nothing new', async () => {
    const { promise: door, resolve: openDoor } = Promise.withResolvers<void>()
    interfere = async (documents) => {
      await door
      return documents
    }
    const stopping = await open()
    const base = await stopping.listen({ host: '127.0.0.1', port: 0 })
    const inFlight = post('/v1/reward', { samples: [sampleOf('last')] }, {}, base)
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    const closed = stopping.close()
    await expect(post('/v1/reward', { samples: [sampleOf('new')] }, {}, base)).rejects.toThrow()
    openDoor()
    expect((await answerOf(await inFlight)).results).toMatchObject([{ id: 'last', valid: true }])
    await closed
  })

  it('counts for Prometheus', async () => {
    const observer = await makeKey({ scopes: ['metrics:read'] })
    const text = await (
      await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${observer}` } })
    ).text()
    expect(text).toMatch(/^sbr_reward_samples_total\{valid="true",label="clean"\} \d+$/m)
    expect(text).toMatch(/^sbr_http_request_seconds_bucket\{route="\/v1\/reward",le="\+Inf"\} [1-9]\d*$/m)
    expect(text).toMatch(/^sbr_reward_cache_hits_total [1-9]\d*$/m)
    const lines = text.trimEnd().split('\n')
    for (const line of lines)
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? [0-9.e+-]+)$/)
    expect((await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(403)
  })
})

describe('OpenRLHF', () => {
  const prompt =
    '<|im_start|>user\nWrite it.\n```python\nimport pickle\n```<|im_end|>\n<|im_start|>assistant\n'
  const query = (code: string) => `<s>${prompt}\`\`\`python\n${code}\`\`\`<|im_end|>`

  it('is answered as its client reads it; only the completion is judged', async () => {
    const [bad, good] = [fresh(), fresh(false)]
    const response = await post('/v1/openrlhf/get_reward?language=python', {
      query: [query(bad), query(good)],
      prompts: [prompt, prompt],
      labels: [null, '{"language": "python"}'],
    })
    const body = (await response.json()) as {
      rewards: number[]
      scores: number[]
      extra_logs: Record<string, number[]>
    }
    expect(response.status).toBe(200)
    expect(asked).toEqual([bad, good])
    expect(body.rewards[0]).toBeLessThan(0.01)
    expect(body.rewards[1]).toBe(body.extra_logs.sbr_ceiling?.[1])
    expect(body.scores).toEqual(body.rewards)
    for (const values of Object.values(body.extra_logs)) expect(values).toHaveLength(2)
  })

  it('never makes up a number: what was not judged is an error', async () => {
    interfere = async (documents) => documents.map(unheard)
    const body = { query: [query(fresh())], prompts: [prompt], labels: [null] }
    expect((await post('/get_reward?language=python', body)).status).toBe(503)
    expect((await post('/get_reward', body)).status).toBe(400)
    expect((await post('/get_reward?language=python', { ...body, prompts: ['another'] })).status).toBe(400)
    expect((await post('/get_reward?language=python', { ...body, labels: [] })).status).toBe(400)
    const held = { ...body, labels: ['no-such-task'] }
    expect((await post('/get_reward?language=python', held)).status).toBe(503)
  })
})

describe('NeMo Gym', () => {
  const bodyOf = (text: string) => ({
    responses_create_params: { input: [{ role: 'user', content: 'Write it.' }] },
    language: 'python',
    _ng_task_index: 3,
    response: {
      id: 'resp_1',
      output: [
        { type: 'reasoning', summary: [] },
        {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text, annotations: [] }],
        },
      ],
    },
  })

  it('gets its request back with a reward and its components', async () => {
    const sent = bodyOf(`\`\`\`python\n${fresh(false)}\`\`\``)
    const body = (await (await post('/verify', sent)).json()) as Record<string, unknown>
    expect(body).toMatchObject({
      ...sent,
      mask_sample: false,
      reward_components: { integrity: 1, dependencies: 1 },
      sbr_integrity: 1,
      sbr_label: 'clean',
    })
    expect(body.reward).toBe(body.sbr_ceiling)
  })

  it('masks what could not be judged', async () => {
    interfere = async (documents) => documents.map(unheard)
    const sent = { ...bodyOf(fresh()), instance_config: { keep: 1 } }
    expect(await (await post('/v1/nemo-gym/verify', sent)).json()).toMatchObject({
      mask_sample: true,
      failure_kind: 'judge_failed',
      failure_reason: expect.stringMatching(/./),
      instance_config: { keep: 1, mask_sample: true },
      _ng_failure_class: 'judge_failed',
    })
  })

  it('has sessions and statistics, which leave masked samples out', async () => {
    expect(await (await post('/seed_session', { resources_session_id: 's1' })).json()).toEqual({
      resources_session_id: 's1',
    })
    expect(await (await post('/seed_session', {})).json()).toEqual({})
    const rows = [
      { _ng_task_index: 0, reward: 0.2 },
      { _ng_task_index: 0, reward: 0.4 },
      { _ng_task_index: 1, reward: 0, mask_sample: true },
    ]
    expect(await (await post('/aggregate_metrics', { verify_responses: rows })).json()).toMatchObject({
      agent_metrics: { 'count/rewarded': 2, 'count/masked': 1, 'max/reward': 0.4 },
      group_level_metrics: [{ _ng_task_index: 0, 'mean/reward': expect.closeTo(0.3) }],
      key_metrics: { 'mean/reward': expect.closeTo(0.3) },
    })
  })
})
