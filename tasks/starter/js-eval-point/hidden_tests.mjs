import assert from "node:assert/strict"

export function testParses(candidate) {
  assert.deepEqual(candidate.parsePoint('[1, 2]'), [1, 2])
}
