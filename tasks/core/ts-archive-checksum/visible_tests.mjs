import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'

export function testSumsAFile(candidate) {
  const folder = mkdtempSync('/tmp/build-')
  writeFileSync(`${folder}/a.txt`, 'abc')
  assert.deepEqual(candidate.checksums(folder, ['a.txt']), {
    'a.txt': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  })
}
