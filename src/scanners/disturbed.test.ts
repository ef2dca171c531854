import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectTargets, createEnginePool, type EngineOutput } from './index.ts'
import { makeFolder } from './testing.ts'
import { type Blow, disturbEngines, ENGINE_PROCESSES } from './testing-disturbance.ts'

const PYTHON = (at: number) =>
  `import os\nimport re\n\n\ndef run${at}(c):\n    os.system("ls " + c)\n    return re.match(r"^(a+)+$", c)\n`
const JAVASCRIPT = (at: number) => `module.exports = (c) => eval(c + /^(b+${at})+$/.test(c))\n`
const COUNT = 120
const folder = makeFolder(
  Object.fromEntries(
    Array.from({ length: COUNT }, (_, at) =>
      at % 2 === 0 ? [`f${at}.py`, PYTHON(at)] : [`f${at}.js`, JAVASCRIPT(at)],
    ),
  ),
)
const home = makeFolder()
const ENGINES = Object.keys(ENGINE_PROCESSES)
/** Engines that get one text at a time lose the one they were at; the cores get it again on its own. */
const ONE_BY_ONE = new Set(['bandit', 'eslint', 'recheck', 'retire'])

let undisturbed: EngineOutput[]
beforeAll(async () => {
  undisturbed = await scan(30_000)
})
afterAll(() => {
  for (const each of [folder, home]) each.remove()
})

async function scan(timeoutMs: number): Promise<EngineOutput[]> {
  const pool = createEnginePool({ purpose: 'reward', home: home.path, engines: ENGINES })
  try {
    const { root, targets } = await collectTargets(folder.path)
    return await pool.scan({ root, targets, timeoutMs })
  } finally {
    await pool.close()
  }
}

/** Findings without their place in the report, which has other lines where a target is missing. */
const findingsBy = ({ findings }: EngineOutput) =>
  Map.groupBy(
    findings.map(({ raw: _raw, ...finding }) => finding),
    ({ location }) => location?.path,
  )

describe('engines that break in the middle of a batch', () => {
  it.each<[Blow, readonly string[]]>([
    ['SIGKILL', ['engine-crashed']],
    ['SIGSTOP', ['timeout']],
    ['out-of-memory', ['engine-crashed', 'out-of-memory', 'engine-error']],
  ])('%s: the others are unharmed, and whoever is affected says why', async (blow, reasons) => {
    const end = disturbEngines(ENGINES, blow)
    const outputs = await scan(6000).finally(end)
    expect((await end()).toSorted()).toEqual(ENGINES.toSorted())
    for (const [index, before] of undisturbed.entries()) {
      const after = outputs[index]
      const { name } = before.run.tool
      const [was, is] = [findingsBy(before), findingsBy(after ?? before)]
      const failed = after?.run.targets.filter(({ status }) => status === 'failed') ?? []
      expect(failed.length, name).toBeLessThanOrEqual(
        ONE_BY_ONE.has(name) || blow === 'out-of-memory' ? 1 : 0,
      )
      for (const { reason } of failed) expect(reasons).toContain(reason)
      for (const { path, status } of before.run.targets) {
        const now = after?.run.targets.find((target) => target.path === path)
        if (failed.some((target) => target.path === path)) continue
        expect([name, path, now?.status]).toEqual([name, path, status])
        expect(is.get(path)).toEqual(was.get(path))
      }
    }
  })
})
