import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arbitraryReport } from '../testing/arbitrary-report.ts'
import { makeFinding } from '../testing/make-finding.ts'
import { printable } from '../text/printable.ts'
import { CSV_HEADER, toCsvRow } from './csv.ts'

const rows = (text: string) =>
  parse(text, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[]

it('keeps its heading: columns are only added, at the end', () => {
  expect(CSV_HEADER).toBe(
    'id,kind,tool,rule,severity,confidence,cwe,path,line,package,advisory,title,message,end_line,score,cwes,' +
      'aliases,fixed_versions,suppressed,tool_version,url,run\r\n',
  )
})

it('writes one row a finding that any reader of RFC 4180 takes apart again', () => {
  fc.assert(
    fc.property(arbitraryReport, ({ findings }) => {
      const read = rows(CSV_HEADER + findings.map(toCsvRow).join(''))
      expect(read.map(({ id }) => id)).toEqual(findings.map(({ id }) => id))
      for (const [index, row] of read.entries()) {
        const finding = findings[index]
        expect(row.title?.replace(/^'/, '')).toBe(printable(finding?.title ?? '').replace(/^'/, ''))
        expect(row.line).toBe(finding?.location ? String(finding.location.startLine) : '')
        // What would be a formula is text.
        for (const value of Object.values(row)) expect(value).not.toMatch(/^\s*[=+\-@]/)
      }
    }),
  )
})

it('writes nothing that a spreadsheet runs', () => {
  const row = toCsvRow({
    ...makeFinding({ path: 'a,"b".py' }),
    title: '=HYPERLINK("http://x")\nnext',
    message: '\t@SUM(1)',
  })
  expect(row).toContain(`,"a,""b"".py",1,`)
  expect(row).toContain(`"'=HYPERLINK(""http://x"")\\nnext"`)
  expect(row).toContain(`\\t@SUM(1)`)
  expect(row.endsWith('\r\n')).toBe(true)
})

it('says of a suppression that was refused that it suppresses nothing', () => {
  const suppressed = (status: string | null) =>
    rows(
      CSV_HEADER +
        toCsvRow({ ...makeFinding({}), suppressions: [{ kind: 'external', status, justification: null }] }),
    )[0]?.suppressed
  expect(['accepted', null, 'underReview', 'rejected'].map(suppressed)).toEqual(['yes', 'yes', 'no', 'no'])
})
