import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { READER_TABLE_PATH, readerTable } from '../scripts/write-reader-table.ts'
import { RULE_TABLE_PATH, ruleTable } from '../scripts/write-rule-table.ts'

it('has a table of readers that says what the readers say (else: node scripts/write-reader-table.ts)', () => {
  expect(readFileSync(READER_TABLE_PATH, 'utf8')).toBe(readerTable())
})

it('has a table of rules that says what the rules say (else: node scripts/write-rule-table.ts)', () => {
  expect(readFileSync(RULE_TABLE_PATH, 'utf8')).toBe(ruleTable())
})
