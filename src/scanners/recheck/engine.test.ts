import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Finding, ScanRun } from '../../kernel/index.ts'
import { collectTargets, createEnginePool } from '../index.ts'
import { makeFolder } from '../testing.ts'

const folder = makeFolder({
  'exponential.js': "const ü = 'é'; const bad = /^(a+)+$/\nmodule.exports = bad\n",
  'built.ts': 'export const bad = new RegExp("^(\\\\w+\\\\s?)*$", "i")\n',
  'safe.js': 'module.exports = /^[a-z]+$/.test("/^(a+)+$/") // /(a+)+$/\n',
  'none.js': 'module.exports = 4 / 2 / 1\n',
  'cubic.js': 'module.exports = /^.*a.*a.*b$/\n',
  'quadratic.js': 'module.exports = (text) => text.replace(/\\s+$/, "")\n',
  'dynamic.js': "module.exports = (text) => new RegExp('^' + text + '+$')\n",
  'named.py': 'import re\nBAD = re.compile(r"^(?P<all>(a|a)*)$", re.IGNORECASE)\n',
  'verbose.py': 'import re\nUNREAD = re.compile(r"^ (a+)+ $", re.VERBOSE)\n',
  'anchored.py': 'import re\n\n\ndef strip(text):\n    return re.match(r"\\s+$", text)\n',
  'broken.js': 'module.exports = /(a+)+$/ (\n',
})
const home = makeFolder()
const pool = createEnginePool({ purpose: 'reward', home: home.path, engines: ['recheck'] })
let run: ScanRun
let findings: Finding[]
beforeAll(async () => {
  const { root, targets } = await collectTargets(folder.path)
  const [output] = await pool.scan({ root, targets, timeoutMs: 60_000 })
  if (!output) throw new Error('no run')
  run = output.run
  findings = output.findings
}, 120_000)
afterAll(async () => {
  await pool.close()
  folder.remove()
  home.remove()
})

const statusOf = (path: string) => run.targets.find((target) => target.path === path)
const found = (path: string) => findings.filter(({ location }) => location?.path === path)

describe('recheck', () => {
  it.each([
    ['exponential.js', 'recheck.exponential', 'high'],
    ['built.ts', 'recheck.exponential', 'high'],
    ['named.py', 'recheck.exponential', 'high'],
    ['cubic.js', 'recheck.polynomial', 'medium'],
    ['quadratic.js', 'recheck.quadratic', 'info'],
  ])('%s: %s, %s', (path, rule, level) => {
    expect(found(path).map((finding) => [finding.rule.id, finding.severity.level, finding.cwe.ids])).toEqual([
      [rule, level, [1333]],
    ])
    expect(statusOf(path)?.status).toBe('scanned')
  })

  it.each(['safe.js', 'none.js', 'dynamic.js', 'anchored.py'])('%s: scanned, nothing found', (path) => {
    expect(found(path)).toEqual([])
    expect(statusOf(path)).toEqual({ path, status: 'scanned' })
  })

  it('places the literal in UTF-16, whatever stands before it', () => {
    expect(found('exponential.js')[0]?.location).toMatchObject({
      startLine: 1,
      startColumn: 28,
      endColumn: 37,
    })
  })

  it('has no verdict on a syntax that it does not read', () => {
    expect(statusOf('verbose.py')).toEqual({
      path: 'verbose.py',
      status: 'unsupported',
      reason: 'unsupported-pattern',
    })
  })

  it('calls a file that does not parse failed', () => {
    expect(statusOf('broken.js')).toEqual({ path: 'broken.js', status: 'failed', reason: 'parse-error' })
  })

  it('out of time is a failure of that target alone', async () => {
    const { root, targets } = await collectTargets(folder.path)
    const hasty = createEnginePool({ purpose: 'reward', home: home.path, engines: ['recheck'] })
    try {
      const [output] = await hasty.scan({ root, targets, timeoutMs: 1 })
      const status = (path: string) => output?.run.targets.find((target) => target.path === path)
      expect(status('exponential.js')).toEqual({
        path: 'exponential.js',
        status: 'failed',
        reason: 'timeout',
      })
      expect(status('none.js')?.status).toBe('scanned')
    } finally {
      await hasty.close()
    }
  })
})
