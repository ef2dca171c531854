import { expect, it } from 'vitest'
import { readReport } from '../read-report.ts'

const HEADER =
  'File,Line,Column,DefaultLevel,Level,Category,Name,Warning,Suggestion,Note,CWEs,Context,Fingerprint'
const DIGEST = 'a'.repeat(64)
const read = (...lines: string[]) =>
  readReport({
    name: 'report.csv',
    bytes: Buffer.from(`${lines.join('\r\n')}\r\n`),
    reader: 'flawfinder-csv',
  })

it('reads reports of versions that had no rule ids', () => {
  const { findings, runs } = read(
    HEADER,
    `src/a.c,7,5,4,5,buffer,gets,"Does not check, at all (CWE-120, CWE-20).",,,"CWE-120!/CWE-20",gets(x),${DIGEST}`,
  )
  expect(runs.map(({ tool, status }) => [tool.version, status])).toEqual([[null, 'complete']])
  expect(
    findings.map(({ rule, severity, cwe, message }) => [rule.id, severity.level, cwe.ids, message]),
  ).toEqual([['buffer/gets', 'critical', [120, 20], 'Does not check, at all (CWE-120, CWE-20).']])
})

it('takes advice on encodings for no broken record, and a record that was cut for one', () => {
  const advice = [
    'Warning: encoding error in src/latin.c -- skipping file.',
    'Here are some options:',
    'For more information, see the documentation.',
  ]
  const record = `src/a.c,7,5,4,4,buffer,strcpy,W.,,,CWE-120,strcpy(a),${DIGEST}`
  const codes = (...lines: string[]) => read(HEADER, ...lines).runs[0]?.diagnostics.map(({ code }) => code)
  expect(codes(...advice, record)).toEqual(['target-failed'])
  expect(codes(record.slice(0, -3))).toEqual(['bad-result'])
  expect(codes(record, 'Segmentation fault')).toEqual(['bad-result'])
})
