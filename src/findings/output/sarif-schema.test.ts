import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arbitraryReport } from '../testing/arbitrary-report.ts'
import { makeFinding } from '../testing/make-finding.ts'
import { toSarif } from './to-sarif.ts'

/** OASIS's schema of SARIF 2.1.0, in draft-04, as Microsoft's package ships it. */
const require = createRequire(import.meta.url)
const SCHEMA = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')

// One of its patterns is none in Unicode mode.
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv as unknown as Parameters<typeof addFormats.default>[0])
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))

const faults = (log: unknown) => (validate(log) ? [] : (validate.errors ?? []).slice(0, 5))

it('takes whatever report is written, by the letter of the schema', () => {
  fc.assert(
    fc.property(arbitraryReport, (report) => {
      expect(faults(toSarif(report))).toEqual([])
    }),
    { numRuns: 200 },
  )
})

it('would notice a fault', () => {
  const finding = makeFinding({ run: 'a' })
  const run = {
    id: 'a',
    tool: { name: 'x', version: null },
    packs: [],
    status: 'complete' as const,
    targets: [],
    diagnostics: [],
  }
  const log = toSarif({ runs: [run], findings: [finding] })
  expect(faults(log)).toEqual([])
  const [result] = log.runs[0]?.results ?? []
  if (result === undefined) throw new Error('a result')
  Object.assign(result, { level: 'high' })
  expect(faults(log)).toMatchObject([{ instancePath: '/runs/0/results/0/level', keyword: 'enum' }])
})
