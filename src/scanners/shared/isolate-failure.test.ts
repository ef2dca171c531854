import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isolateFailures } from './isolate-failure.ts'

describe('isolateFailures', () => {
  it('loses exactly the items that break the tool, whether or not it tells its progress', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(200), { maxLength: 40 }),
        fc.func(fc.boolean()),
        fc.boolean(),
        async (items, breaks, tells) => {
          const bad = new Set(items.filter((item) => breaks(item)))
          const { outputs, lost } = await isolateFailures<number, readonly number[], string>({
            items,
            works: async () => true,
            run: async (some) => {
              const at = some.findIndex((item) => bad.has(item))
              return at < 0
                ? { done: true, output: some }
                : { done: false, failure: 'crashed', finished: tells ? at : null }
            },
          })
          expect(new Set(lost.keys())).toEqual(bad)
          expect(outputs.flat().toSorted()).toEqual(items.filter((item) => !bad.has(item)).toSorted())
        },
      ),
    )
  })

  it('loses nothing where the tool was ended from outside, however often', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(200), { minLength: 2, maxLength: 40 }),
        fc.array(fc.nat(50), { maxLength: 6 }),
        async (items, kills) => {
          const left = [...kills]
          const { outputs, lost } = await isolateFailures<number, readonly number[], string>({
            items,
            works: async () => true,
            run: async (some) => {
              const at = some.length > 1 ? left.pop() : undefined
              return at === undefined
                ? { done: true, output: some }
                : { done: false, failure: 'killed', finished: at }
            },
          })
          expect(lost.size).toBe(0)
          expect(outputs.flat().toSorted()).toEqual(items.toSorted())
        },
      ),
    )
  })

  it('finds one culprit among many in four runs', async () => {
    let runs = 0
    await isolateFailures<number, null, string>({
      items: Array.from({ length: 256 }, (_, item) => item),
      works: async () => true,
      run: async (some) => {
        runs++
        const at = some.indexOf(100)
        return at < 0 ? { done: true, output: null } : { done: false, failure: 'hung', finished: at }
      },
    })
    expect(runs).toBe(4)
  })

  it('gives a broken tool up after one try on an item of our own', async () => {
    const asked = { runs: 0, works: 0 }
    const { lost } = await isolateFailures<number, null, string>({
      items: [1, 2, 3],
      works: async () => {
        asked.works++
        return false
      },
      run: async () => {
        asked.runs++
        return { done: false, failure: 'broken', finished: 0 }
      },
    })
    expect([...lost]).toEqual([1, 2, 3].map((item) => [item, 'broken']))
    expect(asked).toEqual({ runs: 1, works: 1 })
  })

  it('asks again about what a run that ended in order did not speak of', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: 40 }),
        fc.func(fc.boolean()),
        fc.array(fc.func(fc.boolean()), { maxLength: 3 }),
        async (items, starves, whims) => {
          const bad = new Set(items.filter((item) => starves(item)))
          const left = [...whims]
          const { outputs, lost } = await isolateFailures<number, readonly number[], string>({
            items,
            works: async () => true,
            run: async (some) => {
              const whim = some.length > 1 ? left.pop() : undefined
              const open = some.filter((item) => bad.has(item) || whim?.(item))
              const output = some.filter((item) => !open.includes(item))
              return open.length === 0
                ? { done: true, output }
                : { done: true, output, unanswered: { items: open, failure: 'no memory' } }
            },
          })
          expect([...lost].toSorted()).toEqual([...bad].map((item) => [item, 'no memory']).toSorted())
          expect(outputs.flat().toSorted()).toEqual(items.filter((item) => !bad.has(item)).toSorted())
        },
      ),
    )
  })
})
