import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding, ScanRun } from '../../kernel/index.ts'
import { readReport } from '../readers/read-report.ts'
import { arbitraryReport } from '../testing/arbitrary-report.ts'
import { makeFinding } from '../testing/make-finding.ts'
import type { SarifLog } from './sarif-log.ts'
import { createSarifWriter, type SarifWriter } from './sarif-writer.ts'
import { sarifChunks } from './to-sarif.ts'

const read = (text: string) => readReport({ name: 'out.sarif', bytes: new TextEncoder().encode(text) })

const makeRun = (id: string, change: Partial<ScanRun> = {}): ScanRun => ({
  id,
  tool: { name: 'semgrep', version: '1.0' },
  packs: [],
  status: 'complete',
  targets: [],
  diagnostics: [],
  ...change,
})

/** Everything that a writer gives for these events. */
function writeAll(writer: SarifWriter, events: readonly (Finding | ScanRun)[]): SarifLog {
  const texts: string[] = []
  for (const event of events)
    texts.push(
      ...writer.write(
        'schemaVersion' in event ? { type: 'finding', finding: event } : { type: 'run', run: event },
      ),
    )
  texts.push(...writer.end())
  return JSON.parse(texts.join('')) as SarifLog
}

describe('the way out and back', () => {
  it('gives the same findings, the same runs, the same completeness', () => {
    fc.assert(
      fc.property(
        arbitraryReport.filter(({ runs }) => runs.length > 0),
        (report) => {
          const again = read([...sarifChunks(report)].join(''))
          expect(again.findings).toEqual(report.findings)
          expect(again.runs).toEqual(report.runs)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('does so whatever the order in which runs and findings come', () => {
    fc.assert(
      fc.property(arbitraryReport, fc.infiniteStream(fc.nat()), (report, choices) => {
        // Each run's findings in order, then the run; the runs mixed.
        const queues = report.runs.map((run) => [...report.findings.filter((one) => one.run === run.id), run])
        const events: (Finding | ScanRun)[] = []
        for (let left = queues.filter((queue) => queue.length > 0); left.length > 0; ) {
          const queue = left[(choices.next().value ?? 0) % left.length]
          const event = queue?.shift()
          if (event !== undefined) events.push(event)
          left = left.filter(({ length }) => length > 0)
        }
        const log = writeAll(createSarifWriter(), events)
        expect(log.runs).toHaveLength(report.runs.length)
        if (report.runs.length === 0) return
        const again = read(JSON.stringify(log))
        for (const run of report.runs) {
          expect(again.runs).toContainEqual(run)
          expect(again.findings.filter((one) => one.run === run.id)).toEqual(
            report.findings.filter((one) => one.run === run.id),
          )
        }
      }),
      { numRuns: 100 },
    )
  })

  it('keeps what was written before the log was cut, and is then not complete', () => {
    const findings = [1, 2, 3].map((line) => makeFinding({ run: 'r', lines: [line, line] }))
    const text = [...sarifChunks({ runs: [makeRun('r')], findings })].join('')
    const cut = read(text.slice(0, text.indexOf('"tool":{"driver"')))
    expect(cut.findings.map(({ id, tool }) => [id, tool])).toEqual(findings.map(({ id, tool }) => [id, tool]))
    expect(cut.runs.map(({ id, status }) => [id, status])).toEqual([['r', 'partial']])
  })
})

describe('a stream', () => {
  it('gives each result out as it comes, one run at a time', () => {
    const writer = createSarifWriter()
    const first = [
      ...writer.write({ type: 'finding', finding: makeFinding({ run: 'a', rule: 'one' }) }),
    ].join('')
    expect(first).toContain('"ruleId":"one"')
    // A second run begins while the first may still get results: it waits.
    expect([...writer.write({ type: 'finding', finding: makeFinding({ run: 'b', rule: 'two' }) })]).toEqual(
      [],
    )
    expect([...writer.write({ type: 'run', run: makeRun('b') })]).toEqual([])
    const rest = [...writer.write({ type: 'run', run: makeRun('a') })].join('')
    expect(rest).toContain('"ruleId":"two"')
    const log = JSON.parse(first + rest + [...writer.end()].join('')) as SarifLog
    expect(log.runs.map((run) => run.results?.map(({ ruleId }) => ruleId))).toEqual([['one'], ['two']])
  })

  it('writes a run of which nobody said how it ended as failed', () => {
    const log = writeAll(createSarifWriter(), [makeFinding({ run: 'a' }), makeFinding({ run: 'b' })])
    expect(log.runs.map((run) => run.invocations[0]?.executionSuccessful)).toEqual([false, false])
    expect(read(JSON.stringify(log)).runs.map(({ status }) => status)).toEqual(['failed', 'failed'])
  })

  it('is a log without runs where there was nothing', () => {
    expect(writeAll(createSarifWriter(), [])).toMatchObject({ version: '2.1.0', runs: [] })
  })
})

describe('GitHub code scanning', () => {
  it('finds one category a tool', () => {
    const log = writeAll(createSarifWriter(), [makeRun('a'), makeRun('b'), makeRun('c')])
    expect(log.runs.map(({ automationDetails }) => automationDetails.id)).toEqual([
      'sbr/semgrep/',
      'sbr/semgrep-2/',
      'sbr/semgrep-3/',
    ])
  })

  it('gets the severity of a rule from the worst of its findings, and a hash that no line number is in', () => {
    const log = writeAll(createSarifWriter(), [
      makeFinding({ run: 'a', level: 'low', lines: [1, 1] }),
      makeFinding({ run: 'a', level: 'critical', lines: [2, 2], own: { 'position/v1': 'b'.repeat(64) } }),
      makeFinding({ run: 'a', level: 'unknown', lines: [3, 3], own: { 'sast/exact/v1': 'a'.repeat(64) } }),
      makeRun('a'),
    ])
    const [run] = log.runs
    expect(run?.tool.driver.rules).toMatchObject([
      { defaultConfiguration: { level: 'error' }, properties: { 'security-severity': '9.5' } },
    ])
    expect(run?.results?.map((result) => result.partialFingerprints?.primaryLocationLineHash)).toEqual([
      'semgrep:r:a.py:1:1',
      undefined,
      `${'a'.repeat(16)}:1`,
    ])
  })

  it('is told what it would refuse', () => {
    const writer = createSarifWriter()
    const finding = makeFinding({ run: 'a' })
    const events: (Finding | ScanRun)[] = [{ ...finding, location: null }]
    for (let count = 1; count < 5001; count++) events.push(finding)
    events.push(makeRun('a'))
    for (let count = 0; count < 20; count++) events.push(makeRun(`empty-${count}`))
    writeAll(writer, events)
    expect(writer.warnings()).toEqual([
      'GitHub refuses this file: it has 21 runs, and the most is 20',
      'GitHub shows 5000 of the 5001 results of semgrep, the most severe',
      '1 results of semgrep name no file: they stand at the scanned folder',
    ])
  })

  it('keeps within its limits on tags, rules and flows', () => {
    const step = makeFinding({}).location
    if (step === null) throw new Error('a place')
    const many = {
      ...makeFinding({ run: 'a', cwe: Array.from({ length: 40 }, (_, index) => index + 1) }),
      flow: Array.from({ length: 10_001 }, () => ({ location: step, message: null })),
    }
    const rules = Array.from({ length: 25_001 }, (_, index) => makeFinding({ run: 'a', rule: `r${index}` }))
    const writer = createSarifWriter()
    const [run] = writeAll(writer, [many, ...rules, makeRun('a')]).runs
    expect(run?.results?.[0]?.codeFlows?.[0]?.threadFlows[0]?.locations).toHaveLength(10_000)
    expect(run?.tool.driver.rules).toHaveLength(25_000)
    expect(run?.tool.driver.rules[0]?.properties.tags).toHaveLength(20)
    expect(run?.results?.at(-1)).toMatchObject({ ruleId: 'r25000' })
    expect(run?.results?.at(-1)).not.toHaveProperty('ruleIndex')
  })
})
