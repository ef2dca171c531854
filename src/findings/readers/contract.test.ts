import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { FindingSchema, ScanRunSchema } from '../../kernel/index.ts'
import type { ReadContext } from './port.ts'
import { readReport } from './read-report.ts'
import { READERS } from './registry.ts'

const HERE = import.meta.dirname
const SHARED_PROJECT = join(HERE, '../testdata/project')
const isFinding = Compile(FindingSchema)
const isRun = Compile(ScanRunSchema)

/** What a fixture set says of itself, in its `expected.json`. */
interface Expected {
  /** Findings in `many`. */
  many: number
  /** Findings in `one`, where the smallest report that can be had holds more. */
  one?: number
  /** All findings of `many` stand in one element of the report, which is read as a whole or not at all. */
  oneElement?: boolean
  incomplete?: { findings: number; status: 'partial' | 'failed' | 'not-run'; failed: string[] }
}

/** One folder of fixtures of a reader; a reader of several formats of a tool has one below `testdata` for each. */
interface FixtureSet {
  reader: string
  label: string
  folder: string
  expected: Expected
}

const sets: FixtureSet[] = READERS.flatMap((reader) => {
  const testdata = join(HERE, reader.folder, 'testdata')
  const candidates = [
    testdata,
    ...(existsSync(testdata) ? readdirSync(testdata).map((name) => join(testdata, name)) : []),
  ]
  return candidates
    .filter((folder) => existsSync(join(folder, 'expected.json')))
    .map((folder) => ({
      label: relative(HERE, folder),
      folder,
      expected: JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected & {
        reader?: string
      },
    }))
    .filter(({ expected }) => (expected.reader ?? reader.name) === reader.name)
    .map((set) => ({ reader: reader.name, ...set }))
})

/** A fixture by its name without extension; null where the set has none. */
function load(folder: string, name: string): { name: string; bytes: Buffer } | null {
  const file = readdirSync(folder).find((entry) => entry.replace(/\.[^.]+$/, '') === name)
  return file === undefined ? null : { name: file, bytes: readFileSync(join(folder, file)) }
}

function need(folder: string, name: string): { name: string; bytes: Buffer } {
  const fixture = load(folder, name)
  if (fixture === null) throw new Error(`${relative(HERE, folder)} has no ${name}`)
  return fixture
}

/** Sources of the scanned project: the folder's own, else the one that several tools share. */
function contextOf(folder: string): ReadContext {
  const own = [join(folder, 'project'), join(folder, '../project')].find((path) => existsSync(path))
  const project = own ?? SHARED_PROJECT
  return {
    root: '/srv/project',
    source: (path) => {
      const file = join(project, path)
      return existsSync(file) ? readFileSync(file, 'utf8') : null
    },
  }
}

describe('registry', () => {
  it('has unique names, and no word of a tool that is a reader of another', () => {
    const names = READERS.map((reader) => reader.name)
    expect(new Set(names).size).toBe(names.length)
    for (const reader of READERS)
      for (const tool of reader.tools)
        expect(names.filter((name) => name === tool && name !== reader.name)).toEqual([])
  })

  it.each(READERS.map(({ name }) => name))('%s has fixtures and describes itself', (name) => {
    expect(sets.some(({ reader }) => reader === name)).toBe(true)
    const facts = READERS.find((reader) => reader.name === name)?.facts
    expect(facts?.severity).not.toBe('')
    if (facts?.proof.by === 'documented') {
      expect(facts.proof.source).not.toBe('')
      expect(facts.proof.why).not.toBe('')
    } else expect(facts?.proof.tools.length).toBeGreaterThan(0)
    // What it claims to notice is shown by a fixture, and the other way round.
    const shown = sets.some(({ reader, expected }) => reader === name && expected.incomplete !== undefined)
    expect(shown).toBe(facts?.incomplete !== null)
  })
})

describe.each(sets)('$reader ($label)', ({ reader, folder, expected }) => {
  const context = contextOf(folder)

  it('finds its own format by content, and no other reader claims it', () => {
    for (const name of ['none', 'one', 'many']) {
      const fixture = need(folder, name)
      const ambiguous = fixture.bytes.length < 5
      expect(readReport(ambiguous ? { ...fixture, reader } : fixture, context).reader).toBe(reader)
    }
  })

  it('reads nothing, one and many', () => {
    const counts = ['none', 'one', 'many'].map((name) => {
      const result = readReport({ ...need(folder, name), reader }, context)
      for (const run of result.runs) expect(run.status).toBe('complete')
      return result.findings.length
    })
    expect(counts).toEqual([0, expected.one ?? 1, expected.many])
  })

  it('gives findings and runs of the schema, with unique ids that stay the same', () => {
    const [first, second] = [1, 2].map(() => readReport({ ...need(folder, 'many'), reader }, context))
    for (const finding of first?.findings ?? []) expect([...isFinding.Errors(finding)]).toEqual([])
    for (const run of first?.runs ?? []) expect([...isRun.Errors(run)]).toEqual([])
    expect(new Set(first?.findings.map((finding) => finding.id)).size).toBe(expected.many)
    expect(second).toEqual(first)
    const runs = first?.runs.map((run) => run.id) ?? []
    for (const finding of first?.findings ?? []) expect(runs).toContain(finding.run)
  })

  it('never says complete about a broken report, and keeps what can be read', () => {
    const rules = readReport({ ...need(folder, 'many'), reader }, context).findings.map(({ rule }) => rule.id)
    for (const name of ['truncated', 'malformed']) {
      const result = readReport({ ...need(folder, name), reader }, context)
      expect(result.runs.map((run) => run.status)).not.toContain('complete')
      expect(
        result.diagnostics.some(({ level, position }) => level === 'error' && position !== undefined),
      ).toBe(true)
      const kept = result.findings.map(({ rule }) => rule.id)
      expect(kept.length).toBeLessThanOrEqual(rules.length)
      for (const id of kept) expect(rules).toContain(id)
    }
  })

  it('survives every prefix of a report', () => {
    const { bytes } = need(folder, 'many')
    const step = Math.max(1, Math.floor(bytes.length / 120))
    let most = 0
    for (let length = 1; length < bytes.length - 2; length += step) {
      try {
        const result = readReport({ name: 'cut', bytes: bytes.subarray(0, length), reader }, context)
        most = Math.max(most, result.findings.length)
        // A text of lines may end where a line does: then nothing says that more was there.
        if (bytes[length - 1] !== 0x0a && bytes[length] !== 0x0a)
          expect(result.runs.map((run) => run.status)).not.toContain('complete')
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'BAD_INPUT' })
      }
    }
    if (expected.oneElement !== true) expect(most).toBeGreaterThan(0)
  })

  // A format that cannot say it has no such fixture; its facts say so.
  const { incomplete } = expected
  if (incomplete !== undefined)
    it('says what was not scanned', () => {
      const result = readReport({ ...need(folder, 'incomplete'), reader }, context)
      expect(result.findings.length).toBe(incomplete.findings)
      expect(result.runs.map((run) => run.status)).toContain(incomplete.status)
      const failed = result.runs.flatMap((run) => run.targets).filter(({ status }) => status === 'failed')
      expect(failed.map(({ path }) => path)).toEqual(incomplete.failed)
    })
})
