import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { READER_TABLE_PATH, readerTable } from '../scripts/write-reader-table.ts'

it('has a table of readers that says what the readers say (else: node scripts/write-reader-table.ts)', () => {
  expect(readFileSync(READER_TABLE_PATH, 'utf8')).toBe(readerTable())
})
