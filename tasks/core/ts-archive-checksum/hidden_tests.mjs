import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'

const sum = (data) => createHash('sha256').update(data).digest('hex')

export function testSumsSeveralFiles(candidate) {
  const folder = mkdtempSync('/tmp/build-')
  const bytes = Buffer.from([0, 255, 10, 13])
  writeFileSync(`${folder}/one.bin`, bytes)
  writeFileSync(`${folder}/two words (2).txt`, '')
  assert.deepEqual(candidate.checksums(folder, ['one.bin', 'two words (2).txt']), {
    'one.bin': sum(bytes),
    'two words (2).txt': sum(''),
  })
}

export function testNoNames(candidate) {
  assert.deepEqual(candidate.checksums('/tmp', []), {})
}

export function testThrowsForAMissingFile(candidate) {
  const folder = mkdtempSync('/tmp/build-')
  writeFileSync(`${folder}/a`, 'x')
  assert.deepEqual(candidate.checksums(folder, ['a']), { a: sum('x') })
  assert.throws(() => candidate.checksums(folder, ['a', 'gone']))
}
