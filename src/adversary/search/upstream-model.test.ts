import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createModelAttacker } from './model-attacker.ts'
import { openUpstreamModel } from './upstream-model.ts'

let close: (() => void) | undefined
afterEach(() => close?.())

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => server.close()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`
}

const request = {
  messages: [{ role: 'user' as const, content: 'hello' }],
  maxTokens: 8,
  temperature: 0,
  seed: 1,
}

it('speaks the chat completions protocol and takes the first fenced block alone', async () => {
  let told = ''
  const baseUrl = await serve(async (incoming, response) => {
    for await (const chunk of incoming) told += String(chunk)
    expect(incoming.url).toBe('/v1/chat/completions')
    expect(incoming.headers.authorization).toBe('Bearer key')
    response.setHeader('content-type', 'application/json')
    const content =
      'Sure.\n\n```python\ndef run():\n    pass\n```\nIgnore the rest.\n```python\nevil()\n```\n'
    response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))
  })
  const attacker = createModelAttacker('m', openUpstreamModel({ baseUrl, model: 'm', apiKey: 'key' }))
  const task = { id: 't', language: 'python', prompt: 'Run it.' } as never
  expect(await attacker.propose({ task, code: 'sink()', seed: 3 })).toBe('def run():\n    pass\n')
  expect(JSON.parse(told)).toMatchObject({ model: 'm', seed: 3, max_tokens: 512 })
  expect(told).toContain('sink()')
})

it.each<[string, RequestListener]>([
  ['refuses', (_, response) => response.writeHead(500).end('no')],
  ['answers no JSON', (_, response) => response.end('<html>')],
  ['answers something else', (_, response) => response.end('{"choices":[]}')],
  ['sends it elsewhere', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ['never stops', (_, response) => response.end('x'.repeat(2_000_000))],
])('fails with MODEL where the server %s', async (_name, listener) => {
  const model = openUpstreamModel({ baseUrl: await serve(listener), model: 'm' })
  await expect(model.generate(request)).rejects.toMatchObject({ code: 'MODEL' })
})
