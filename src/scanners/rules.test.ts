import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '../kernel/index.ts'
import { PROJECT_ROOT } from '../platform/index.ts'
import { collectTargets, createEnginePool, type EngineOutput } from './index.ts'
import { makeFolder } from './testing.ts'

const RULES = join(PROJECT_ROOT, 'rules')
const files = ['python', 'javascript'].flatMap((language) =>
  readdirSync(join(RULES, language)).map((name) => `${language}/${name}`),
)
const ids = files.filter((name) => name.endsWith('.yaml')).map((name) => basename(name, '.yaml'))

let output: EngineOutput
const home = makeFolder()
beforeAll(async () => {
  const pool = createEnginePool({ purpose: 'reward', home: home.path, engines: ['opengrep'] })
  const { root, targets } = await collectTargets(RULES)
  const [first] = await pool.scan({ root, targets, timeoutMs: 60_000 })
  if (!first) throw new Error('no output')
  output = first
})
afterAll(() => home.remove())

const hits = (id: string, kind: 'vulnerable' | 'fixed'): Finding[] =>
  output.findings.filter(
    (finding) =>
      finding.rule.id === id && new RegExp(`/${id}\\.${kind}\\.`).test(finding.location?.path ?? ''),
  )

describe('our own rules', () => {
  it('are all accepted, and every file of theirs is scanned', () => {
    expect(output.run.diagnostics).toEqual([])
    expect(output.run.status).toBe('complete')
    expect(ids.length).toBeGreaterThanOrEqual(80)
  })

  it.each(ids)('%s sees the vulnerable file and leaves the fixed one alone', (id) => {
    for (const kind of ['vulnerable', 'fixed'])
      expect(files.some((name) => name.includes(`/${id}.${kind}.`))).toBe(true)
    expect(hits(id, 'vulnerable').length).toBeGreaterThanOrEqual(3)
    expect(hits(id, 'fixed')).toEqual([])
  })

  it('name their weakness', () => {
    const covered = new Set(output.findings.flatMap((finding) => finding.cwe.ids))
    for (const cwe of [22, 78, 79, 89, 94, 502, 601, 611, 918, 295, 327, 338, 798, 1321, 1333, 400])
      expect(covered).toContain(cwe)
    for (const cwe of [
      88, 90, 134, 208, 209, 319, 346, 347, 352, 377, 384, 409, 434, 489, 494, 532, 614, 732, 770, 915, 916,
      942, 943,
    ])
      expect(covered).toContain(cwe)
    for (const finding of output.findings) expect(finding.cwe.primary).not.toBeNull()
  })
})
