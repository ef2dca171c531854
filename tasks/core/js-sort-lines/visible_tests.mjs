import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'

export function testSorts(candidate) {
  const folder = mkdtempSync('/tmp/text-')
  writeFileSync(`${folder}/names.txt`, 'cid\nada\nbob\n')
  assert.deepEqual(candidate.sortLines(folder, 'names.txt'), ['ada', 'bob', 'cid'])
}
