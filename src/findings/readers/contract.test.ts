import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { FindingSchema, ScanRunSchema } from '../../kernel/index.ts'
import type { ReadContext } from './port.ts'
import { readReport } from './read-report.ts'
import { READERS } from './registry.ts'

const HERE = import.meta.dirname
const PROJECT = join(HERE, '../testdata/project')
const isFinding = Compile(FindingSchema)
const isRun = Compile(ScanRunSchema)

const CONTEXT: ReadContext = {
  root: '/srv/project',
  source: (path) => {
    const file = join(PROJECT, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  },
}

const load = (folder: string, name: string) => ({
  name,
  bytes: readFileSync(join(HERE, folder, 'testdata', name)),
})

/** Readers whose tool runs here: their fixtures are captured output over `../testdata/project`. */
const CAPTURED: readonly { folder: string; reader: string; many: number; incomplete: boolean }[] = [
  { folder: 'semgrep', reader: 'semgrep-json', many: 5, incomplete: true },
  { folder: 'bandit', reader: 'bandit-json', many: 3, incomplete: true },
  { folder: 'eslint', reader: 'eslint-json', many: 6, incomplete: true },
  { folder: 'njsscan', reader: 'njsscan-json', many: 2, incomplete: true },
  { folder: 'retire', reader: 'retire-json', many: 8, incomplete: false },
  { folder: 'sarif', reader: 'sarif', many: 5, incomplete: false },
]

describe('registry', () => {
  it('has unique names, and no word of a tool that is a reader of another', () => {
    const names = READERS.map((reader) => reader.name)
    expect(new Set(names).size).toBe(names.length)
    for (const reader of READERS)
      for (const tool of reader.tools)
        expect(names.filter((name) => name === tool && name !== reader.name)).toEqual([])
  })

  it('has fixtures for every folder that holds a testdata', () => {
    const folders = readdirSync(HERE, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(HERE, entry.name, 'testdata')))
      .map((entry) => entry.name)
    expect(folders.sort()).toEqual(CAPTURED.map(({ folder }) => folder).sort())
  })
})

describe.each(CAPTURED)('$reader', ({ folder, reader, many }) => {
  it('finds its own format by content, and no other reader claims it', async () => {
    for (const name of ['none.json', 'one.json', 'many.json'])
      expect((await readReport(load(folder, name), CONTEXT)).reader).toBe(reader)
  })

  it('reads nothing, one and many', async () => {
    const counts = await Promise.all(
      ['none.json', 'one.json', 'many.json'].map(async (name) => {
        const result = await readReport(load(folder, name), CONTEXT)
        for (const run of result.runs) expect(run.status).toBe('complete')
        return result.findings.length
      }),
    )
    expect(counts).toEqual([0, 1, many])
  })

  it('gives findings and runs of the schema, with unique ids that stay the same', async () => {
    const [first, second] = [
      await readReport(load(folder, 'many.json'), CONTEXT),
      await readReport(load(folder, 'many.json'), CONTEXT),
    ]
    for (const finding of first.findings) expect([...isFinding.Errors(finding)]).toEqual([])
    for (const run of first.runs) expect([...isRun.Errors(run)]).toEqual([])
    expect(new Set(first.findings.map((finding) => finding.id)).size).toBe(many)
    expect(second).toEqual(first)
    for (const finding of first.findings) expect(first.runs.map((run) => run.id)).toContain(finding.run)
  })

  it('never says complete about a broken report, and keeps what stands before the break', async () => {
    const whole = await readReport(load(folder, 'many.json'), CONTEXT)
    const rules = whole.findings.map((finding) => finding.rule.id)
    for (const [name, code] of [
      ['truncated.json', 'truncated'],
      ['malformed.json', 'malformed'],
    ] as const) {
      const result = await readReport({ ...load(folder, name), reader }, CONTEXT)
      expect(result.runs.map((run) => run.status)).not.toContain('complete')
      expect(result.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code)
      expect(result.findings.map((finding) => finding.rule.id)).toEqual(
        rules.slice(0, result.findings.length),
      )
    }
  })

  it('survives every prefix of a report', async () => {
    const { bytes } = load(folder, 'many.json')
    let most = 0
    for (let length = 1; length < bytes.length; length += 61) {
      try {
        const result = await readReport({ name: 'cut', bytes: bytes.subarray(0, length), reader }, CONTEXT)
        expect(result.runs.every((run) => run.status !== 'complete')).toBe(true)
        expect(result.findings.length).toBeGreaterThanOrEqual(most)
        most = result.findings.length
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'BAD_INPUT' })
      }
    }
    expect(most).toBeGreaterThan(0)
  })
})

describe.each(CAPTURED.filter(({ incomplete }) => incomplete))('$reader', ({ folder }) => {
  it('says which target was not scanned', async () => {
    const result = await readReport(load(folder, 'incomplete.json'), CONTEXT)
    expect(result.runs.map((run) => run.status)).toEqual(['partial'])
    const failed = result.runs.flatMap((run) => run.targets).filter((target) => target.status === 'failed')
    expect(failed.map((target) => target.path.replace(/\.(?:js|py)$/, ''))).toEqual(['src/broken'])
  })
})
