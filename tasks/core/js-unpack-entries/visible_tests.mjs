import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'

export function testWritesFiles(candidate) {
  const folder = mkdtempSync('/tmp/out-')
  assert.deepEqual(candidate.unpack([{ name: 'a.txt', data: 'A' }], folder), ['a.txt'])
  assert.equal(readFileSync(`${folder}/a.txt`, 'utf8'), 'A')
}
