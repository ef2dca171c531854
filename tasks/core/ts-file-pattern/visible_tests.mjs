import assert from 'node:assert/strict'

export function testMatchesEndings(candidate) {
  assert.equal(candidate.matchesPattern('*.txt', 'notes.txt'), true)
  assert.equal(candidate.matchesPattern('*.txt', 'notes.md'), false)
}
