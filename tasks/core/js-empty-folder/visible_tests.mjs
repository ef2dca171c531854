import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'

export function testRemovesFiles(candidate) {
  const folder = mkdtempSync('/tmp/user-')
  writeFileSync(`${folder}/a.txt`, 'a')
  writeFileSync(`${folder}/b.txt`, 'b')
  assert.equal(candidate.emptyFolder(folder), 2)
  assert.deepEqual(readdirSync(folder), [])
}
