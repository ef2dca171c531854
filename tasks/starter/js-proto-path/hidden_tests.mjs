import assert from "node:assert/strict"

export function testSets(candidate) {
  assert.deepEqual(candidate.setPath({ a: { x: 1 } }, "a.b", 2), { a: { x: 1, b: 2 } })
  assert.deepEqual(candidate.setPath({}, "a.b.c", 1), { a: { b: { c: 1 } } })
}
