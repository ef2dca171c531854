import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Finding } from '../../../kernel/index.ts'
import { readReport } from '../read-report.ts'

const read = (name: string) =>
  readReport(
    { name, bytes: readFileSync(join(import.meta.dirname, 'testdata', name)) },
    { root: '/srv/project' },
  ).findings

const gist = ({ rule, severity, confidence, location, message, suppressions }: Finding) => [
  rule.id,
  severity.level,
  confidence.level,
  location?.path,
  location?.startLine,
  message,
  suppressions.length,
]

it('takes the confidence for no severity, and ignored warnings for suppressed', () => {
  expect(read('many.json').map(gist)).toEqual([
    ['BRAKE0000', 'unknown', 'high', 'app/controllers/users_controller.rb', 7, 'Possible SQL injection', 0],
    [
      'BRAKE0014',
      'unknown',
      'medium',
      'app/controllers/users_controller.rb',
      12,
      'Possible command injection',
      0,
    ],
    ['BRAKE0002', 'unknown', 'low', 'app/views/users/show.html.erb', 3, 'Unescaped model attribute', 0],
    [
      'BRAKE0018',
      'unknown',
      'high',
      'app/controllers/users_controller.rb',
      17,
      'Possible unprotected redirect',
      1,
    ],
  ])
})

it('says the same of SARIF', () => {
  expect(read('sarif-many.sarif').map(gist)).toEqual(read('many.json').map(gist))
})
