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
      folder: '/staged',
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
      folder: '/staged',
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

  it('asks again about targets for which the core had no memory, and keeps nothing half said of them', async () => {
    const starved = (path: string) => ({
      error_type: 'Out of memory',
      severity: 'error',
      message: '',
      location: { path: `/staged/${path}` },
    })
    const match = (path: string) => ({
      check_id: 'rule',
      path,
      start: { line: 1, col: 1, offset: 0 },
      end: { line: 1, col: 2, offset: 1 },
      extra: { is_ignored: false },
    })
    const runs: string[][] = []
    const totals = await runBatch({
      folder: '/staged',
      paths: ['a', 'big', 'c', 'd'],
      timeoutMs: 1,
      probe: 'empty',
      run: async (some) => {
        runs.push([...some])
        const { output } = scannedAll(some)
        if (output === null) throw new Error('no output')
        // Four at once: no memory from the second on, and not a word about the last.
        if (some.length === 4)
          return {
            output: {
              ...output,
              results: [match('/staged/a'), match('/staged/big')],
              errors: [starved('big'), starved('c')],
              paths: { scanned: ['/staged/a', '/staged/big', '/staged/c'] },
            },
          }
        return some.includes('big') ? { output: { ...output, errors: [starved('big')] } } : { output }
      },
      fallBack: async () => failed('engine-crashed'),
    })
    expect(runs).toEqual([['a', 'big', 'c', 'd'], ['big', 'c', 'd'], ['big']])
    expect(totals.matches).toEqual([match('/staged/a')])
    expect(totals.scanned).toEqual(['/staged/a', 'c', 'd'])
    expect([...totals.lost]).toEqual([['big', 'out-of-memory']])
  })
})
