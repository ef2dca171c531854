import assert from "node:assert/strict"

export function testMakesMissingObjects(candidate) {
  assert.deepEqual(candidate.setPath({}, "a.b.c", 1), { a: { b: { c: 1 } } })
}

export function testSetsAtTheTop(candidate) {
  assert.deepEqual(candidate.setPath({ a: 1 }, "b", [2]), { a: 1, b: [2] })
}

export function testReplacesAValue(candidate) {
  assert.deepEqual(candidate.setPath({ a: { b: 1, c: 2 } }, "a.b", null), { a: { b: null, c: 2 } })
}

export function testReturnsTheSameObject(candidate) {
  const object = {}
  assert.equal(candidate.setPath(object, "x.y", true), object)
  assert.deepEqual(object, { x: { y: true } })
}
