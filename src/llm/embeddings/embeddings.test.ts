import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHttpEmbedder } from './http-embedder.ts'
import { openLocalEmbedder } from './local-embedder.ts'

const dot = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
  [...(a ?? [])].reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0)

describe('openLocalEmbedder', () => {
  const embedder = openLocalEmbedder()

  it('puts code of one purpose closer together than unrelated code, across languages', async () => {
    const [python, javascript, other] = await embedder.embed([
      'def find_user(db, name):\n    return db.execute("SELECT * FROM users WHERE name = \'%s\'" % name)',
      'function findUser(db, name) { return db.query("SELECT * FROM users WHERE name = \'" + name + "\'") }',
      'def resize_image(image, width, height):\n    return image.resize((width, height), Image.LANCZOS)',
    ])
    expect(python).toHaveLength(embedder.dimensions)
    expect(dot(python, python)).toBeCloseTo(1, 4)
    expect(dot(python, javascript)).toBeGreaterThan(dot(python, other) + 0.2)
  })

  it('gives the same vector for the same text, and takes empty and very long texts', async () => {
    const long = 'value = compute(value)\n'.repeat(4_000)
    const [once] = await embedder.embed(['os.system(command)'])
    const [again, empty, cut] = await embedder.embed(['os.system(command)', '', long])
    expect(again).toEqual(once)
    for (const vector of [empty, cut]) expect(dot(vector, vector)).toBeCloseTo(1, 4)
  })

  it('stops at the signal', async () => {
    await expect(embedder.embed(['a'], AbortSignal.abort())).rejects.toThrow()
  })
})

describe('openHttpEmbedder', () => {
  const bodies: unknown[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (piece: Buffer) => {
      text += piece.toString()
    })
    request.on('end', () => {
      const body = JSON.parse(text) as { input: string[] }
      bodies.push({ path: request.url, body })
      // Answers may come in any order: their index says which text they belong to.
      const data = body.input.map((input, index) => ({ index, embedding: [3, 4, input.length] })).reverse()
      response.end(JSON.stringify(body.input[0] === 'broken' ? { data: 'none' } : { data }))
    })
  })
  let url = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`
  })
  afterAll(() => server.close())

  it('asks /v1/embeddings and normalises what comes back', async () => {
    const embedder = openHttpEmbedder(url, { model: 'm', dimensions: 3 })
    const [empty, one] = await embedder.embed(['', 'x'])
    expect(empty?.[0]).toBeCloseTo(0.6)
    expect(one?.[2]).toBeCloseTo(1 / Math.hypot(3, 4, 1))
    expect(bodies[0]).toMatchObject({ path: '/v1/embeddings', body: { model: 'm', input: ['', 'x'] } })
  })

  it('says what is wrong with an answer or a server', async () => {
    const embedder = openHttpEmbedder(url, { model: 'm', dimensions: 4 })
    await expect(embedder.embed(['x'])).rejects.toMatchObject({ code: 'MODEL' })
    await expect(embedder.embed(['broken'])).rejects.toMatchObject({ code: 'MODEL' })
    const nobody = openHttpEmbedder('http://127.0.0.1:1', { model: 'm', dimensions: 3 })
    await expect(nobody.embed(['x'])).rejects.toMatchObject({ code: 'NETWORK' })
  })
})
