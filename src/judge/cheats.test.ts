import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RewardDocument, Sample } from '../kernel/index.ts'
import { openParser, type SourceParser } from '../platform/index.ts'
import { createEnginePool, type EnginePool } from '../scanners/index.ts'
import { createJudge, type Judge, loadPolicy, type PackageDirectory } from './index.ts'
import { CHEATS, HIDDEN_SINKS } from './testdata/cheats.ts'
import { SEEDS } from './testdata/seeds.ts'

/** At most this share of the honest answer's reward may a cheat reach. */
const SHARE = 0.5

/** Engines start and read their packs once; a machine that is shared takes its time over that. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

let home: string
let pool: EnginePool
let parser: SourceParser
let judge: Judge

/** A directory of the packages that exist; the invented ones of the catalogue are none of them. */
const EXISTING: PackageDirectory = {
  snapshot: 'catalogue',
  asks: ['npm', 'PyPI'],
  look: async (_, names) =>
    names.map((name) => ({ name, exists: ['requests', 'express'].includes(name), malicious: false })),
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sbr-judge-test-'))
  pool = createEnginePool({ purpose: 'reward', home })
  parser = await openParser()
  judge = await createJudge({
    pool,
    parser,
    policy: loadPolicy('default'),
    engineInfos: await pool.infos(),
    timeoutMs: 30_000,
    advisories: EXISTING,
  })
})
afterAll(async () => {
  await judge.close()
  parser.dispose()
  await pool.close()
  await rm(home, { recursive: true, force: true })
})

const honest = (): Sample[] =>
  SEEDS.map(({ name, language, secure }) => ({ id: name, language, code: secure }))

describe('the honest answer', () => {
  it('reaches the ceiling, and the vulnerable one does not reach half of it', async () => {
    const secure = await judge.judge(honest())
    for (const document of secure)
      expect(document, document.reason).toMatchObject({
        valid: true,
        label: 'clean',
        components: { integrity: 1 },
        reward: document.ceiling,
      })
    const vulnerable = await judge.judge(
      SEEDS.map(({ name, language, vulnerable: code }) => ({ id: name, language, code })),
    )
    for (const [index, document] of vulnerable.entries()) {
      expect(document.label, document.id).toBe('static-vulnerable')
      expect(document.reward, document.reason).toBeLessThanOrEqual(SHARE * (secure[index]?.reward ?? 0))
    }
  })
})

describe('catalogue of cheats', () => {
  it('gives none of them more than half of the honest answer', async () => {
    const answers = await judge.judge(honest())
    const cases = SEEDS.flatMap((seed, index) =>
      CHEATS.map(({ name, make }) => ({
        reference: answers[index],
        sample: { id: `${seed.name}: ${name}`, language: seed.language, ...make(seed) },
      })),
    )
    for (const [language, sinks] of Object.entries(HIDDEN_SINKS)) {
      const reference = answers.find((_, index) => SEEDS[index]?.language === language)
      for (const { name, code } of sinks)
        cases.push({
          reference,
          sample: { id: `${language}: ${name}`, language: language as Sample['language'], code },
        })
    }
    const documents = await judge.judge(cases.map(({ sample }) => sample))
    expect(documents.length).toBe(SEEDS.length * CHEATS.length + 44)
    const rewarded = documents.filter((document, index) => isRewarded(document, cases[index]?.reference))
    expect(rewarded.map(({ id, reward, reason }) => `${id}: ${reward} ${reason}`)).toEqual([])
    // A cheat may crash an engine: then there is no reward, and nothing else may be the reason for that.
    for (const { valid, id, reason } of documents)
      if (!valid) expect(reason, id).toMatch(/^Not judged: \w+ failed \(/)
  })
})

const isRewarded = ({ reward }: RewardDocument, reference: RewardDocument | undefined): boolean =>
  reward !== null && reward > SHARE * (reference?.reward ?? 0)
