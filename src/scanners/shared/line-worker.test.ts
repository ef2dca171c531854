import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeFolder } from '../testing.ts'
import { LineWorker } from './line-worker.ts'

/** Answers with its process id; dies on `die`, hangs on `hang`, talks nonsense on `babble`. */
const SCRIPT = `
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const word = JSON.parse(line)
  if (word === 'die') process.exit(3)
  if (word === 'hang') for (;;) {}
  console.log(word === 'babble' ? 'no json' : JSON.stringify({ word, pid: process.pid }))
})`
const workers: LineWorker[] = []
const start = () => {
  const worker = new LineWorker(process.execPath, ['-e', SCRIPT], 'probe')
  workers.push(worker)
  return worker
}
afterEach(() => {
  for (const worker of workers.splice(0)) worker.close()
})

describe('LineWorker', () => {
  it('answers in order from one process', async () => {
    const worker = start()
    const answers = await Promise.all(['a', 'b', 'c'].map((word) => worker.ask(() => word, 10_000)))
    const values = answers.map((answer) => answer.value as { word: string; pid: number })
    expect(values.map((value) => value.word)).toEqual(['a', 'b', 'c'])
    expect(new Set(values.map((value) => value.pid)).size).toBe(1)
  })

  it.each([
    ['die', 'engine-crashed', 10_000],
    ['hang', 'timeout', 500],
    ['babble', 'engine-crashed', 10_000],
  ])(
    'after %s: that question fails as %s, the next is answered by a new process',
    async (word, failure, ms) => {
      const worker = start()
      const first = await worker.ask(() => 'a', 10_000)
      expect((await worker.ask(() => word, ms)).failure).toBe(failure)
      const next = await worker.ask(() => 'b', 10_000)
      expect((next.value as { word: string }).word).toBe('b')
      expect((next.value as { pid: number }).pid).not.toBe((first.value as { pid: number }).pid)
    },
  )

  it.each([
    ['die', 'engine-crashed', 10_000],
    ['hang', 'timeout', 500],
    ['babble', 'engine-crashed', 10_000],
  ])('%s in the midst of many questions concerns none of the others', async (word, failure, ms) => {
    const worker = start()
    const words = Array.from({ length: 40 }, (_, at) => (at === 17 || at === 20 ? word : String(at)))
    const answers = await Promise.all(words.map((each) => worker.ask(() => each, ms)))
    expect(answers.map((answer) => answer.failure ?? (answer.value as { word: string }).word)).toEqual(
      words.map((each) => (each === word ? failure : each)),
    )
  })

  it('answers those who stay where one of them gives up', async () => {
    const worker = start()
    const controller = new AbortController()
    const before = worker.ask(() => 'a', 10_000)
    const hung = worker.ask(() => 'hang', 60_000, controller.signal)
    const behind = worker.ask(() => 'b', 10_000)
    await before
    controller.abort()
    await expect(hung).rejects.toMatchObject({ code: 'CANCELLED' })
    expect((await behind).value).toMatchObject({ word: 'b' })
  })

  it('starts nothing for many questions that are cancelled together', async () => {
    const folder = makeFolder()
    const worker = new LineWorker(
      process.execPath,
      [
        '-e',
        `require('node:fs').appendFileSync(${JSON.stringify(join(folder.path, 'starts'))}, 'x')\n${SCRIPT}`,
      ],
      'probe',
    )
    workers.push(worker)
    await worker.ask(() => 'a', 10_000)
    const controller = new AbortController()
    const asked = Array.from({ length: 50 }, () => worker.ask(() => 'hang', 60_000, controller.signal))
    controller.abort()
    const settled = await Promise.allSettled(asked)
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true)
    expect((await worker.ask(() => 'b', 10_000)).value).toMatchObject({ word: 'b' })
    expect(readFileSync(join(folder.path, 'starts'), 'utf8')).toBe('xx')
    folder.remove()
  })

  it('tells many bad questions from a worker that is broken', async () => {
    const worker = start()
    const bad = await Promise.all([...'123456'].map(() => worker.ask(() => 'die', 10_000)))
    expect(new Set(bad.map(({ failure }) => failure))).toEqual(new Set(['engine-crashed']))
    expect((await worker.ask(() => 'b', 10_000)).value).toMatchObject({ word: 'b' })

    const folder = makeFolder()
    const broken = new LineWorker(
      process.execPath,
      [
        '-e',
        `require('node:fs').appendFileSync(${JSON.stringify(join(folder.path, 'starts'))}, 'x'); process.exit(1)`,
      ],
      'probe',
    )
    const answers = await Promise.all(Array.from({ length: 50 }, () => broken.ask(() => 'a', 10_000)))
    expect(new Set(answers.map(({ failure }) => failure))).toEqual(new Set(['engine-crashed']))
    expect(readFileSync(join(folder.path, 'starts'), 'utf8').length).toBeLessThanOrEqual(5)
    folder.remove()
  })

  it('says so where the program does not exist', async () => {
    const worker = new LineWorker('/nowhere/at/all', [], 'probe')
    expect((await worker.ask(() => 'a', 5000)).failure).toBe('engine-crashed')
  })

  it('ends a question that is cancelled', async () => {
    const worker = start()
    const controller = new AbortController()
    const asked = worker.ask(() => 'hang', 60_000, controller.signal)
    setTimeout(() => controller.abort(), 100)
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
