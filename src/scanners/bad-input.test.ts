import { readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectTargets, createEnginePool, type EngineOutput } from './index.ts'
import { hostileNames, makeFolder } from './testing.ts'

const MARKER = 'RAN-A-COMMAND'
const PYTHON =
  'import os\nimport re\n\n\ndef run(c):\n    os.system("ls " + c)\n    return re.match(r"^(a+)+$", c)\n'
const JAVASCRIPT = 'module.exports = (c) => eval(c + /^(a+)+$/.test(c))\n'
const NAMES = hostileNames(40, MARKER)
const folder = makeFolder({
  'fine.py': PYTHON,
  'fine.js': JAVASCRIPT,
  'empty.py': '',
  'empty.js': '',
  'binary.py': 'x = 1\u0000',
  'binary.js': 'let x\u0000',
  'tagged.js': PYTHON,
  'tagged.py': JAVASCRIPT,
  ...Object.fromEntries(
    NAMES.map((name, index) =>
      index % 2 === 0 ? [`odd/${name}.py`, PYTHON] : [`odd/${name}.js`, JAVASCRIPT],
    ),
  ),
})
for (const name of ['huge.py', 'huge.js']) {
  writeFileSync(join(folder.path, name), '')
  truncateSync(join(folder.path, name), 50_000_000)
}
const home = makeFolder()
const pool = createEnginePool({ purpose: 'reward', home: home.path })
const STATIC = {
  py: ['semgrep', 'opengrep', 'bandit', 'recheck'],
  js: ['semgrep', 'opengrep', 'eslint', 'recheck'],
}
let outputs: EngineOutput[]
beforeAll(async () => {
  const { root, targets } = await collectTargets(folder.path)
  outputs = await pool.scan({ root, targets, timeoutMs: 60_000 })
}, 240_000)
afterAll(async () => {
  await pool.close()
  folder.remove()
  home.remove()
})

const of = (engine: string): EngineOutput => {
  const output = outputs.find(({ run }) => run.tool.name === engine)
  if (!output) throw new Error(`no run of ${engine}`)
  return output
}
const said = (engine: string, path: string) => {
  const target = of(engine).run.targets.find((one) => one.path === path)
  return target?.reason ?? target?.status
}
const enginesOf = (path: string) => (path.endsWith('.py') ? STATIC.py : STATIC.js)

describe('bad input through every engine', () => {
  it.each([
    ['binary', 'binary'],
    ['huge', 'too-large'],
    ['tagged', 'parse-error'],
    ['empty', 'scanned'],
    ['fine', 'scanned'],
  ])('%s: %s', (name, reason) => {
    for (const path of [`${name}.py`, `${name}.js`])
      for (const engine of enginesOf(path)) expect(said(engine, path), `${engine} on ${path}`).toBe(reason)
  })

  it('finds what is in files with hostile names, and runs no command', () => {
    for (const [index, name] of NAMES.entries()) {
      const path = `odd/${name}.${index % 2 === 0 ? 'py' : 'js'}`
      for (const engine of enginesOf(path)) {
        expect(said(engine, path), `${engine} on ${path}`).toBe('scanned')
        expect(
          of(engine).findings.some(({ location }) => location?.path === path),
          `${engine} on ${path}`,
        ).toBe(true)
      }
    }
    for (const place of [folder.path, join(folder.path, 'odd'), process.cwd(), home.path])
      expect(readdirSync(place)).not.toContain(MARKER)
  })

  it('leaves the others unharmed by those that fail', () => {
    for (const engine of ['semgrep', 'opengrep', 'recheck']) {
      expect(of(engine).run.status).toBe('partial')
      expect(of(engine).findings.some(({ location }) => location?.path === 'fine.py')).toBe(true)
    }
  })
})
