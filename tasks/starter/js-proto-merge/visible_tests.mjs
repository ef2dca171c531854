import assert from "node:assert/strict"

export function testMergesNestedObjects(candidate) {
  assert.deepEqual(candidate.merge({ a: { x: 1 }, b: 1 }, { a: { y: 2 }, b: 2 }), { a: { x: 1, y: 2 }, b: 2 })
}
