import { afterEach, describe, expect, it } from 'vitest'
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
  const worker = new LineWorker(process.execPath, ['-e', SCRIPT])
  workers.push(worker)
  return worker
}
afterEach(() => {
  for (const worker of workers.splice(0)) worker.close()
})

describe('LineWorker', () => {
  it('answers in order from one process', async () => {
    const worker = start()
    const answers = await Promise.all(['a', 'b', 'c'].map((word) => worker.ask(word, 10_000)))
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
      const first = await worker.ask('a', 10_000)
      expect((await worker.ask(word, ms)).failure).toBe(failure)
      const next = await worker.ask('b', 10_000)
      expect((next.value as { word: string }).word).toBe('b')
      expect((next.value as { pid: number }).pid).not.toBe((first.value as { pid: number }).pid)
    },
  )

  it('says so where the program does not exist', async () => {
    const worker = new LineWorker('/nowhere/at/all', [])
    expect((await worker.ask('a', 5000)).failure).toBe('engine-crashed')
  })

  it('ends a question that is cancelled', async () => {
    const worker = start()
    const controller = new AbortController()
    const asked = worker.ask('hang', 60_000, controller.signal)
    setTimeout(() => controller.abort(), 100)
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
