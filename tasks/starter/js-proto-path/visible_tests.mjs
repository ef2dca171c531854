import assert from "node:assert/strict"

export function testSetsBesideOthers(candidate) {
  assert.deepEqual(candidate.setPath({ a: { x: 1 } }, "a.b", 2), { a: { x: 1, b: 2 } })
}
