import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { RewardDocument, Sample } from '../kernel/index.ts'
import { openParser } from '../platform/index.ts'
import { createEnginePool } from '../scanners/index.ts'
import { createJudge, loadPolicy } from './index.ts'

const PYTHON = (at: number) =>
  `import os\nimport re\n\n\ndef run${at}(c):\n    os.system("ls " + c)\n    return re.match(r"^(a+)+$", c)\n`
const JAVASCRIPT = (at: number) => `module.exports = (c) => eval(c + /^(b+${at})+$/.test(c))\n`
const SAMPLES: Sample[] = Array.from({ length: 24 }, (_, at) =>
  at % 2 === 0
    ? { id: `s${at}`, language: 'python', code: PYTHON(at) }
    : { id: `s${at}`, language: 'javascript', code: JAVASCRIPT(at) },
)
const homes = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'sbr-reproducible-')))
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true })
})

/** Judges in a pool and a home of its own, so many samples at a time. */
async function judgeIn(home: string, samples: readonly Sample[], size: number): Promise<Map<string, string>> {
  const pool = createEnginePool({ purpose: 'reward', home })
  const parser = await openParser()
  const judge = await createJudge({
    pool,
    parser,
    policy: loadPolicy('default'),
    engineInfos: await pool.infos(),
    timeoutMs: 60_000,
  })
  try {
    const documents: RewardDocument[] = []
    for (let at = 0; at < samples.length; at += size)
      documents.push(...(await judge.judge(samples.slice(at, at + size))))
    return new Map(documents.map((document) => [document.id, JSON.stringify(document)]))
  } finally {
    await judge.close()
    parser.dispose()
    await pool.close()
  }
}

describe('reward documents', () => {
  it('are the same byte for byte in another pool and home, order and company', async () => {
    const first = await judgeIn(homes[0] ?? '', SAMPLES, SAMPLES.length)
    const second = await judgeIn(homes[1] ?? '', SAMPLES.toReversed(), 7)
    expect(first.size).toBe(SAMPLES.length)
    for (const [id, document] of first) expect(second.get(id)).toBe(document)
    const findings = [...first.values()].map((text) => (JSON.parse(text) as RewardDocument).findings.length)
    expect(Math.min(...findings)).toBeGreaterThan(0)
  }, 240_000)
})
