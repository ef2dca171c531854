import assert from "node:assert/strict"

export function testParsesOneKey(candidate) {
  assert.deepEqual(candidate.parseConfig('{"a": 1}'), { a: 1 })
}
