import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CapturedGeneration } from '../gateway/index.ts'
import type { RewardDocument } from '../kernel/index.ts'
import { type LocalModel, openLocalModel } from '../llm/index.ts'
import { createLogger, TOOLS } from '../platform/index.ts'
import { createServer } from './index.ts'

const KEY = 'sbr_serve_for_this_test_only'
const captured: CapturedGeneration[] = []
let local: LocalModel
let app: FastifyInstance
let url: string

/** The real model behind the real server; nothing is promoted. */
beforeAll(async () => {
  local = await openLocalModel({ modelPath: TOOLS.languageModel })
  app = createServer({
    models: { base: local.model('base'), promoted: null },
    clock: { now: () => new Date('2026-01-01T00:00:00Z') },
    logger: createLogger('silent'),
    key: KEY,
    capture: async (generation) => {
      captured.push(generation)
    },
    judge: async (samples) => samples.map((sample) => ({ id: sample.id }) as RewardDocument),
  })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await local.close()
})

const post = (path: string, body: unknown, key = KEY) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const question = { model: 'sbr/base', messages: [{ role: 'user', content: 'Say hello.' }], max_tokens: 8 }

describe('the server', () => {
  it('tells everybody whether it lives, and nothing else without the key', async () => {
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok', promoted: null })
    for (const key of ['', 'wrong', `${KEY}x`, KEY.slice(0, -1)]) {
      expect((await post('/v1/chat/completions', question, key)).status).toBe(401)
      expect((await post('/v1/reward', { samples: [] }, key)).status).toBe(401)
    }
    expect((await fetch(`${url}/v1/models`)).status).toBe(401)
  })

  it('answers a chat, says why it went where, and keeps the generation', async () => {
    const response = await post('/v1/chat/completions', question)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-route-reason')).toContain('base model')
    const body = (await response.json()) as {
      id: string
      choices: { message: { content: string } }[]
      usage: { completion_tokens: number }
    }
    expect(body.choices[0]?.message.content.length).toBeGreaterThan(0)
    expect(body.usage.completion_tokens).toBeLessThanOrEqual(8)
    expect(captured.at(-1)).toMatchObject({
      id: body.id,
      model: 'base',
      text: body.choices[0]?.message.content,
    })
  })

  it('streams the same as events that end with [DONE]', async () => {
    const whole = (await (await post('/v1/chat/completions', question)).json()) as {
      choices: { message: { content: string } }[]
    }
    const events = (await (await post('/v1/chat/completions', { ...question, stream: true })).text())
      .trim()
      .split('\n\n')
    expect(events.at(-1)).toBe('data: [DONE]')
    const chunks = events.slice(0, -1).map(
      (event) =>
        JSON.parse(event.slice('data: '.length)) as {
          choices: { delta: { content?: string }; finish_reason: string | null }[]
        },
    )
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
      whole.choices[0]?.message.content,
    )
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toMatch(/stop|length/)
  })

  it('refuses by name, with the reason and what to do', async () => {
    for (const [model, status, text] of [
      ['sbr/code', 503, 'No model is promoted'],
      ['sbr/plan', 503, 'no upstream is configured'],
      ['gpt-x', 404, 'There is no model'],
    ] as const) {
      const response = await post('/v1/chat/completions', { ...question, model })
      expect(response.status, model).toBe(status)
      expect(response.headers.get('x-route-reason'), model).toBeTruthy()
      expect(await response.text(), model).toContain(text)
    }
  })

  it('answers rubbish with 4xx and goes on', async () => {
    for (const body of [
      '',
      '{',
      '[]',
      '{"model":1}',
      { model: 'sbr/base', messages: [] },
      { ...question, temperature: 9 },
    ])
      expect((await post('/v1/chat/completions', body)).status, JSON.stringify(body)).toBe(400)
    expect(
      (await post('/v1/chat/completions', JSON.stringify({ ...question, user: 'x'.repeat(17 << 20) })))
        .status,
    ).toBe(413)
    expect((await post('/v1/reward', { samples: [{ id: 'a', language: 'klingon', code: '' }] })).status).toBe(
      400,
    )
    expect((await post('/v1/nothing', {})).status).toBe(404)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  it('judges a batch in its order', async () => {
    const samples = ['b', 'a', 'c'].map((id) => ({ id, language: 'python', code: 'x = 1' }))
    const { results } = (await (await post('/v1/reward', { samples })).json()) as {
      results: { id: string }[]
    }
    expect(results.map((result) => result.id)).toEqual(['b', 'a', 'c'])
  })
})
