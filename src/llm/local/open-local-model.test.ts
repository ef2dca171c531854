import { afterAll, beforeAll, expect, test } from 'vitest'
import { TOOLS } from '../../platform/index.ts'
import { type LocalModel, openLocalModel } from './open-local-model.ts'

let local: LocalModel
beforeAll(async () => {
  local = await openLocalModel({ modelPath: TOOLS.languageModel, contextSize: 256, parallel: 2 })
})
afterAll(() => local.close())

const ask = (content: string, more = {}) =>
  local.model('base').generate({
    messages: [{ role: 'user', content }],
    maxTokens: 12,
    temperature: 0.8,
    seed: 5,
    ...more,
  })

test('the same seed gives the same answer, another seed another one', async () => {
  const first = await ask('Tell me about rivers.')
  await ask('Something else in between.', { temperature: 0 })
  expect(await ask('Tell me about rivers.')).toEqual(first)
  const others = [
    await ask('Tell me about rivers.', { seed: 6 }),
    await ask('Tell me about rivers.', { seed: 7 }),
  ]
  expect(others.some((other) => other.text !== first.text)).toBe(true)
})

test('streamed pieces are the answer; the limit is a length, and tokens are counted', async () => {
  const pieces: string[] = []
  const answer = await ask('Write a Python class for a bank account.', {
    temperature: 0,
    onToken: (text: string) => pieces.push(text),
  })
  expect(pieces.join('')).toBe(answer.text)
  expect(answer.finishReason).toBe('length')
  expect(answer.tokens.completion).toBe(12)
  expect(answer.tokens.prompt).toBeGreaterThan(20)
})

test('a stop text ends the answer and is not in it', async () => {
  const whole = await ask('Write a Python function that adds two numbers.', { maxTokens: 40, temperature: 0 })
  const stop = whole.text.slice(12, 18)
  const cut = await ask('Write a Python function that adds two numbers.', {
    maxTokens: 40,
    temperature: 0,
    stop: [stop],
  })
  expect(cut.finishReason).toBe('stop')
  expect(cut.text).toBe(whole.text.slice(0, whole.text.indexOf(stop)))
})

test('an abort ends the generation, and the sequence is free again', async () => {
  const controller = new AbortController()
  const running = ask('Write a long story.', {
    maxTokens: 200,
    signal: controller.signal,
    onToken: () => controller.abort(),
  })
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
  await expect(ask('x', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' })
  expect((await ask('Say hello.')).text).not.toBe('')
})

test('more requests than sequences wait their turn', async () => {
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((text) => ask(text, { maxTokens: 4 })))
  expect(answers.map((answer) => answer.tokens.completion > 0)).toEqual([true, true, true, true])
})

test('a prompt that does not fit, an unknown model and a missing file say so', async () => {
  await expect(ask('word '.repeat(400))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  expect(() => local.model('nothing')).toThrow(/There is no model "nothing"/)
  await expect(openLocalModel({ modelPath: '/nowhere/model.gguf' })).rejects.toMatchObject({ code: 'MODEL' })
})
