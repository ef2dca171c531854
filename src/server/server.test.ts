import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_LIMITS } from '../access/index.ts'
import type { CapturedGeneration } from '../gateway/index.ts'
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
    authenticate: async (secret) =>
      secret === KEY ? { id: 'test', identity: 'test', scopes: ['gateway:use'], limits: NO_LIMITS } : null,
    capture: async (generation) => {
      captured.push(generation)
    },
    monitor: null,
    reward: null,
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
    expect((await fetch(`${url}/metrics`)).status).toBe(401)
    expect((await post('/v1/nothing', {}, 'wrong')).status).toBe(401)
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

  it('takes the key in every form that clients have', async () => {
    const forms: Record<string, string>[] = [
      { authorization: `bearer  ${KEY}` },
      { authorization: `Basic ${Buffer.from(`sbr:${KEY}`).toString('base64')}` },
      { 'x-api-key': KEY },
    ]
    for (const headers of forms) expect((await fetch(`${url}/v1/models`, { headers })).status).toBe(200)
    for (const authorization of [`Basic ${KEY}`, `Basic ${Buffer.from(KEY).toString('base64')}`, KEY])
      expect((await fetch(`${url}/v1/models`, { headers: { authorization } })).status).toBe(401)
  })

  it('says what a key is not for, and what is not served', async () => {
    const headers = { authorization: `Bearer ${KEY}` }
    expect((await fetch(`${url}/metrics`, { headers })).status).toBe(403)
    const refused = await post('/v1/reward', { samples: [] })
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('reward:read')
  })

  it('describes every route, each with the scope that it needs', async () => {
    const response = await fetch(`${url}/openapi.json`, { headers: { authorization: `Bearer ${KEY}` } })
    const { paths } = (await response.json()) as { paths: Record<string, Record<string, object>> }
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, about]) => [`${method} ${path}`, about] as const),
    )
    expect(routes.length).toBeGreaterThan(4)
    for (const [route, about] of routes) {
      expect(about, route).toMatchObject({ summary: expect.stringMatching(/./) })
      if (route !== 'get /healthz') expect(about, route).toHaveProperty('x-scope')
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
    expect((await post('/v1/nothing', {})).status).toBe(404)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })
})
