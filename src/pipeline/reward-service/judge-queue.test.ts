import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RewardDocument, Sample } from '../../kernel/index.ts'
import { JudgeQueue, type QueueOptions } from './judge-queue.ts'

const sampleOf = (id: string): Sample => ({ id, language: 'python', code: id })
const documentOf = ({ id }: Sample) => ({ id }) as RewardDocument
const idsOf = (documents: readonly (RewardDocument | null)[]) => documents.map((each) => each?.id ?? null)

/** A queue whose judge waits until the test lets it go on. */
function gated(options: Partial<QueueOptions> = {}) {
  const batches: { ids: string[]; release: (how?: Error) => void }[] = []
  const queue = new JudgeQueue({
    capacity: 8,
    batchSize: 3,
    lanes: 1,
    judge: (samples) =>
      new Promise((resolve, reject) => {
        const ids = samples.map(({ id }) => id)
        batches.push({ ids, release: (how) => (how ? reject(how) : resolve(samples.map(documentOf))) })
      }),
    ...options,
  })
  return { queue, batches }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('JudgeQueue', () => {
  it('judges each sample once, and gives each caller its own in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 12 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        async (requests, batchSize, lanes) => {
          const inFlight = new Set<string>()
          const queue = new JudgeQueue({
            capacity: 8,
            batchSize,
            lanes,
            judge: async (samples) => {
              expect(samples.length).toBeLessThanOrEqual(batchSize)
              for (const { id } of samples) {
                expect(inFlight.has(id)).toBe(false)
                inFlight.add(id)
              }
              await turn()
              for (const { id } of samples) inFlight.delete(id)
              return samples.map(documentOf)
            },
          })
          const answers = await Promise.all(requests.map((ids) => queue.submit(ids.map(sampleOf))))
          expect(answers.map(idsOf)).toEqual(requests)
          expect(queue.depth).toEqual({ waiting: 0, running: 0 })
        },
      ),
      { numRuns: 200 },
    )
  })

  it('takes all samples of a request or none', async () => {
    const { queue, batches } = gated()
    const first = queue.submit(['a', 'b', 'c', 'd', 'e', 'f'].map(sampleOf))
    await expect(queue.submit(['x', 'y', 'z'].map(sampleOf))).rejects.toMatchObject({
      code: 'BUSY',
      facts: { retryAfterSeconds: expect.any(Number) },
    })
    const second = queue.submit(['a', 'f', 'x', 'y'].map(sampleOf))
    expect(queue.depth).toEqual({ waiting: 5, running: 3 })
    for (let at = 0; at < 3; at++) {
      batches[at]?.release()
      await turn()
    }
    expect(idsOf(await first)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(idsOf(await second)).toEqual(['a', 'f', 'x', 'y'])
    expect(batches.flatMap(({ ids }) => ids)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'x', 'y'])
    expect(queue.joined).toBe(2)
  })

  it('lets go at the deadline, and drops only what nobody else waits for', async () => {
    const { queue, batches } = gated()
    const early = new AbortController()
    const impatient = queue.submit(['a', 'b', 'c', 'd', 'e'].map(sampleOf), { signal: early.signal })
    const patient = queue.submit(['e'].map(sampleOf))
    early.abort()
    expect(idsOf(await impatient)).toEqual([null, null, null, null, null])
    expect(queue.depth).toEqual({ waiting: 1, running: 3 })
    batches[0]?.release()
    await turn()
    batches[1]?.release()
    expect(idsOf(await patient)).toEqual(['e'])
    expect(batches.map(({ ids }) => ids)).toEqual([['a', 'b', 'c'], ['e']])
  })

  it('passes a failure to those it concerns and goes on', async () => {
    const { queue, batches } = gated()
    const doomed = queue.submit(['a'].map(sampleOf))
    const later = queue.submit(['b'].map(sampleOf))
    batches[0]?.release(new Error('no disk'))
    await expect(doomed).rejects.toThrow('no disk')
    await turn()
    batches[1]?.release()
    expect(idsOf(await later)).toEqual(['b'])
  })
})
