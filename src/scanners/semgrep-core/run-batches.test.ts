import { describe, expect, it } from 'vitest'
import type { CoreResult } from './core-command.ts'
import { runBatch } from './run-batches.ts'

const scannedAll = (paths: readonly string[]): CoreResult => ({
  output: { version: '1', results: [], errors: [], paths: { scanned: [...paths] } },
})
const failed = (reason: 'engine-crashed' | 'timeout' | 'not-understood'): CoreResult => ({
  output: null,
  reason,
  message: '',
  finished: null,
})

describe('runBatch', () => {
  it('keeps what the core said of the others, and the reason for those that it lost', async () => {
    const totals = await runBatch({
      paths: ['a', 'bad', 'c'],
      timeoutMs: 1,
      probe: 'empty',
      run: async (some) => (some.includes('bad') ? failed('timeout') : scannedAll(some)),
      fallBack: async () => failed('engine-crashed'),
    })
    expect(totals.scanned).toEqual(['a', 'c'])
    expect([...totals.lost]).toEqual([['bad', 'timeout']])
  })

  it('falls back once where the output is in no known form', async () => {
    let fellBack = 0
    const totals = await runBatch({
      paths: ['a', 'b'],
      timeoutMs: 1,
      probe: 'empty',
      run: async () => failed('not-understood'),
      fallBack: async (some) => {
        fellBack++
        return scannedAll(some)
      },
    })
    expect(fellBack).toBe(1)
    expect(totals.scanned).toEqual(['a', 'b'])
  })
})
