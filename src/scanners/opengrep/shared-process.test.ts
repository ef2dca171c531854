import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Slots } from '../shared/slots.ts'
import { makeFolder } from '../testing.ts'
import { SharedOpengrep } from './shared-process.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

/** Behaves as OpenGrep's core does: the largest target first, a dot for each that it has finished, then the report. */
const CORE = `#!${process.execPath}
const { appendFileSync, readFileSync, statSync } = require('node:fs')
const paths = JSON.parse(readFileSync('targets.json', 'utf8')).map(([, { path }]) => path)
appendFileSync(${JSON.stringify(join(folder.path, 'runs'))}, paths.length + '\\n')
paths.sort((a, b) => statSync(b).size - statSync(a).size)
for (const path of paths) {
  if (path.endsWith('slow.py')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
  process.stdout.write('.\\n')
}
process.stdout.write(JSON.stringify({ version: '1', results: [], errors: [], paths: { scanned: paths } }))
`

it('a target on which the core hangs costs a few runs, wherever it stands', async () => {
  const core = join(folder.path, 'core')
  writeFileSync(core, CORE)
  chmodSync(core, 0o755)
  const paths = Array.from({ length: 40 }, (_, at) => (at === 25 ? 'slow.py' : `file${at}.py`))
  const sizes = paths.map((_, at) => (at === 25 ? 500 : at + 1))
  paths.forEach((path, at) => {
    writeFileSync(join(folder.path, path), '#'.repeat(sizes[at] ?? 0))
  })
  const shared = new SharedOpengrep({ launcher: core, core }, '{"rules":[]}', new Slots(1))
  const { failures } = await shared.scan({
    folder: folder.path,
    paths,
    languages: paths.map(() => 'python'),
    sizes,
    timeoutMs: 1500,
  })
  expect([...failures]).toEqual([['slow.py', { code: 'timeout', message: 'one target ran out of time' }]])
  // All, ours, the slow one alone, the 39 others.
  expect(readFileSync(join(folder.path, 'runs'), 'utf8').trim().split('\n')).toEqual(['40', '1', '1', '39'])
})
