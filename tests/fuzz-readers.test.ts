import { expect, it } from 'vitest'
import { loadFixtures } from '../bench/fuzz/load-fixtures.ts'
import { mutateReport } from '../bench/fuzz/mutate-report.ts'
import { tryReport } from '../bench/fuzz/try-report.ts'

/** The short form of `node bench/fuzz-readers.ts`, on seeds of its own. */
it('reads 4,000 damaged reports without a crash or a broken rule', { timeout: 120_000 }, () => {
  const fixtures = loadFixtures()
  expect(fixtures.length).toBeGreaterThan(60)
  let read = 0
  for (let seed = 5_000_000; seed < 5_004_000; seed++) {
    const trial = tryReport(mutateReport(seed, fixtures), seed)
    if (trial.problem !== null) throw new Error(`seed ${seed}: ${trial.problem}`)
    if (trial.outcome === 'read') read++
  }
  expect(read).toBeGreaterThan(1000)
})
