import assert from "node:assert/strict"

export function testParses(candidate) {
  assert.deepEqual(candidate.parseConfig('{"a": 1}'), { a: 1 })
}
