import assert from "node:assert/strict"

export function testParsesNumbers(candidate) {
  assert.deepEqual(candidate.parseList("[1, 2]"), [1, 2])
}
