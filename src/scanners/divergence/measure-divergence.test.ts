import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectTargets, createEnginePool, type EngineOutput, measureDivergence } from '../index.ts'
import { makeFolder } from '../testing.ts'

const folder = makeFolder({
  'run.py': 'import os\n\n\ndef run(command):\n    os.system("ls " + command)\n',
  'assert.py': 'import tempfile\n\n\ndef name():\n    return tempfile.mktemp()\n',
  'broken.py': 'import os\nos.system("ls " + (\n',
})
const home = makeFolder()
const pool = createEnginePool({
  purpose: 'scan',
  home: home.path,
  engines: ['semgrep', 'bandit', 'opengrep-check'],
})
let outputs: EngineOutput[]
beforeAll(async () => {
  const { root, targets } = await collectTargets(folder.path)
  outputs = await pool.scan({ root, targets, timeoutMs: 120_000 })
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

describe('measureDivergence', () => {
  it('finds no alarm where two engines with the same rules find the same', () => {
    expect(of('semgrep').run.packs[0]?.sha256).toBe(of('opengrep-check').run.packs[0]?.sha256)
    expect(of('semgrep').findings.length).toBeGreaterThan(0)
    expect(measureDivergence(outputs).alarms).toEqual([])
  })

  it('raises an alarm where a finding of one twin is missing', () => {
    const check = of('opengrep-check')
    const lost = check.findings.find(({ location }) => location?.path === 'run.py')
    const isLost = (path: string | undefined) => path === lost?.location?.path
    const kept = check.findings.filter(
      ({ rule, location }) => rule.id !== lost?.rule.id || !isLost(location?.path),
    )
    const { alarms } = measureDivergence([of('semgrep'), { ...check, findings: kept }])
    expect(alarms).toMatchObject([
      {
        a: 'semgrep',
        b: 'opengrep-check',
        pack: 'rowan-sast',
        onlyA: check.findings.length - kept.length,
        onlyB: 0,
      },
    ])
    expect(alarms[0]?.examples).toEqual([
      {
        engine: 'semgrep',
        path: lost?.location?.path,
        line: lost?.location?.startLine,
        title: lost?.rule.id,
      },
    ])
  })

  it('counts per pair and weakness what both see and what one sees, with examples', () => {
    const { pairs } = measureDivergence(outputs)
    const bandit = pairs.filter(({ a, b }) => a === 'semgrep' && b === 'bandit')
    expect(bandit.find(({ cwe }) => cwe === 78)?.both).toBe(1)
    const alone = bandit.filter(({ onlyB }) => onlyB > 0)
    expect(alone.length).toBeGreaterThan(0)
    for (const pair of alone) expect(pair.examples.some(({ engine }) => engine === 'bandit')).toBe(true)
  })

  it('takes no file for a contradiction that one of the two did not scan', () => {
    const bandit = of('bandit')
    const blind = {
      findings: [],
      run: {
        ...bandit.run,
        targets: bandit.run.targets.map(({ path }) => ({
          path,
          status: 'failed' as const,
          reason: 'timeout',
        })),
      },
    }
    expect(measureDivergence([of('semgrep'), blind]).pairs).toEqual([])
    expect(measureDivergence(outputs).pairs.some(({ b }) => b === 'opengrep-check')).toBe(false)
    for (const { examples } of measureDivergence(outputs).pairs)
      for (const { path } of examples) expect(path).not.toBe('broken.py')
  })
})
