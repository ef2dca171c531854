import assert from "node:assert/strict"

export function testReturnsTheTarget(candidate) {
  const target = { a: 1 }
  assert.equal(candidate.merge(target, { b: 2 }), target)
  assert.deepEqual(target, { a: 1, b: 2 })
}

export function testAddsNestedObjects(candidate) {
  assert.deepEqual(candidate.merge({}, { a: { b: { c: 1 } } }), { a: { b: { c: 1 } } })
}

export function testMergesDeeply(candidate) {
  assert.deepEqual(candidate.merge({ a: { b: { c: 1, d: 2 } } }, { a: { b: { d: 3, e: 4 } } }), {
    a: { b: { c: 1, d: 3, e: 4 } },
  })
}

export function testCopiesFalsyValues(candidate) {
  assert.deepEqual(candidate.merge({ a: 1, b: 1, c: 1 }, { a: 0, b: null, c: "" }), { a: 0, b: null, c: "" })
}

export function testLeavesTheSourceAlone(candidate) {
  const source = { a: { y: 2 } }
  assert.deepEqual(candidate.merge({ a: { x: 1 } }, source), { a: { x: 1, y: 2 } })
  assert.deepEqual(source, { a: { y: 2 } })
}
