import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'

function makeFolder(name, text) {
  const folder = mkdtempSync('/tmp/text-')
  writeFileSync(`${folder}/${name}`, text)
  return folder
}

export function testKeepsRepeatedLines(candidate) {
  assert.deepEqual(candidate.sortLines(makeFolder('a.txt', 'b\na\nb\n'), 'a.txt'), ['a', 'b', 'b'])
}

export function testGivesNothingForAnEmptyFile(candidate) {
  assert.deepEqual(candidate.sortLines(makeFolder('a.txt', ''), 'a.txt'), [])
}

export function testTakesNamesWithSpaces(candidate) {
  const folder = makeFolder('my $list (1).txt', '2\n10\n1\n')
  assert.deepEqual(candidate.sortLines(folder, 'my $list (1).txt'), ['1', '10', '2'])
}

export function testThrowsWithoutTheFile(candidate) {
  const folder = makeFolder('a.txt', 'x\n')
  assert.deepEqual(candidate.sortLines(folder, 'a.txt'), ['x'])
  assert.throws(() => candidate.sortLines(folder, 'b.txt'))
}
