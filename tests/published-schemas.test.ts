import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { schemaFiles } from '../scripts/write-schemas.ts'
import { groupIssues, readReport } from '../src/findings/index.ts'

const FIXTURES = join(import.meta.dirname, '../src/findings/readers')
const report = readReport({
  name: 'many.json',
  bytes: readFileSync(join(FIXTURES, 'bandit/testdata/many.json')),
})

/** A validator of a published file, by its name, as somebody would make it who has nothing but the file. */
function validatorOf(name: string) {
  const file = schemaFiles().find(({ path }) => basename(path) === `${name}.schema.json`)
  if (file === undefined) throw new Error(`no schema ${name}`)
  return new Ajv.default({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(file.path, 'utf8')) as object,
  )
}

describe('published schemas', () => {
  it('are what the code says (else: node scripts/write-schemas.ts)', () => {
    const files = schemaFiles()
    expect(readdirSync(join(import.meta.dirname, '../schemas')).sort()).toEqual(
      files.map(({ path }) => basename(path)).sort(),
    )
    for (const { path, text } of files) expect(existsSync(path) && readFileSync(path, 'utf8')).toBe(text)
  })

  it('hold for what is printed, by a validator that knows nothing of us', () => {
    expect(report.findings.length).toBeGreaterThan(1)
    const isFinding = validatorOf('finding')
    for (const finding of report.findings)
      expect([isFinding(finding), isFinding.errors]).toEqual([true, null])
    const isRun = validatorOf('scan-run')
    for (const run of report.runs) expect([isRun(run), isRun.errors]).toEqual([true, null])
    const isIssue = validatorOf('issue')
    for (const issue of groupIssues(report.findings, () => 'bandit'))
      expect([isIssue(issue), isIssue.errors]).toEqual([true, null])
  })

  it('refuse what is none', () => {
    const isFinding = validatorOf('finding')
    expect(isFinding({ ...report.findings[0], severity: 'high' })).toBe(false)
    expect(isFinding({ ...report.findings[0], cwe: { ids: ['89'], primary: null, raw: [] } })).toBe(false)
  })

  it('describe each field of a finding that does not speak for itself', () => {
    const properties = (JSON.parse(schemaFiles()[0]?.text ?? '{}') as { properties: Record<string, object> })
      .properties
    const silent = Object.entries(properties).filter(([, schema]) => !('description' in schema))
    expect(silent.map(([name]) => name)).toEqual(['schemaVersion', 'kind', 'rule', 'cwe', 'fingerprints'])
  })
})
