import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Slots } from '../shared/slots.ts'
import { makeFolder } from '../testing.ts'
import { SharedOpengrep } from './shared-process.ts'

const folder = makeFolder()
afterAll(() => folder.remove())
const RUNS = join(folder.path, 'runs')

/** Behaves as OpenGrep's core does: the largest target first, a dot for each that it has finished, then the report. */
const CORE = `#!${process.execPath}
const { appendFileSync, readFileSync, statSync } = require('node:fs')
const paths = JSON.parse(readFileSync('targets.json', 'utf8')).map(([, { path }]) => path)
appendFileSync(${JSON.stringify(RUNS)}, paths.length + '\\n')
paths.sort((a, b) => statSync(b).size - statSync(a).size)
for (const path of paths) {
  if (path.endsWith('slow.py')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
  process.stdout.write('.\\n')
}
process.stdout.write(JSON.stringify({ version: '1', results: [], errors: [], paths: { scanned: paths } }))
`

/** Scans files of those names, the later the larger, and says how many targets each process got. */
async function scanFiles(paths: readonly string[], slots: number, sizes = paths.map((_, at) => at + 1)) {
  rmSync(RUNS, { force: true })
  const core = join(folder.path, 'core')
  writeFileSync(core, CORE)
  chmodSync(core, 0o755)
  paths.forEach((path, at) => {
    writeFileSync(join(folder.path, path), '#'.repeat(sizes[at] ?? 0))
  })
  const shared = new SharedOpengrep({ launcher: core, core }, '{"rules":[]}', new Slots(slots))
  const { failures } = await shared.scan({
    folder: folder.path,
    paths,
    languages: paths.map(() => 'python'),
    sizes,
    timeoutMs: 1500,
  })
  return { failures, runs: readFileSync(RUNS, 'utf8').trim().split('\n').map(Number) }
}

it('a target on which the core hangs costs a few runs, wherever it stands', async () => {
  const paths = Array.from({ length: 40 }, (_, at) => (at === 25 ? 'slow.py' : `file${at}.py`))
  const sizes = paths.map((_, at) => (at === 25 ? 500 : at + 1))
  const { failures, runs } = await scanFiles(paths, 1, sizes)
  expect([...failures]).toEqual([['slow.py', { code: 'timeout', message: 'one target ran out of time' }]])
  // All, ours, the slow one alone, the 39 others.
  expect(runs).toEqual([40, 1, 1, 39])
})

it('many targets are shared among the slots, few are not', async () => {
  const paths = Array.from({ length: 601 }, (_, at) => `many${at}.py`)
  const shared = await scanFiles(paths, 2)
  expect(shared.failures.size).toBe(0)
  expect(shared.runs.toSorted()).toEqual([300, 301])
  expect(await scanFiles(paths, 1)).toEqual({ failures: new Map(), runs: [601] })
  expect((await scanFiles(paths.slice(0, 250), 2)).runs).toEqual([250])
})
