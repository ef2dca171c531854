import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CoreResult } from './core-command.ts'
import { runBatch } from './run-batches.ts'

const scannedAll = (paths: readonly string[]): CoreResult => ({
  output: { version: '1', results: [], errors: [], paths: { scanned: [...paths] } },
})

describe('runBatch', () => {
  it('loses exactly the targets that break the engine, whichever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(200), { maxLength: 40 }),
        fc.func(fc.boolean()),
        async (ids, breaks) => {
          const paths = ids.map(String)
          const bad = new Set(paths.filter((path) => breaks(path)))
          const totals = await runBatch({
            paths,
            timeoutMs: 1,
            run: async (some) =>
              some.some((path) => bad.has(path))
                ? { output: null, reason: 'engine-crashed', message: '' }
                : scannedAll(some),
            fallBack: async () => ({ output: null, reason: 'timeout', message: '' }),
          })
          expect(new Set(totals.lost.keys())).toEqual(bad)
          expect([...totals.scanned].sort()).toEqual(paths.filter((path) => !bad.has(path)).sort())
        },
      ),
    )
  })

  it('falls back once where the output is in no known form', async () => {
    let fellBack = 0
    const totals = await runBatch({
      paths: ['a', 'b'],
      timeoutMs: 1,
      run: async () => ({ output: null, reason: 'not-understood', message: '' }),
      fallBack: async (some) => {
        fellBack++
        return scannedAll(some)
      },
    })
    expect(fellBack).toBe(1)
    expect(totals.scanned).toEqual(['a', 'b'])
  })
})
