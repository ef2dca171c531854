import assert from 'node:assert/strict'

export function testSetsAtTheTop(candidate) {
  assert.deepEqual(candidate.applyPatch({}, [{ op: 'set', path: '/x', value: { y: null } }]), { x: { y: null } })
}

export function testAppliesInOrder(candidate) {
  const patched = candidate.applyPatch({ a: {} }, [
    { op: 'set', path: '/a/b', value: {} },
    { op: 'set', path: '/a/b/c', value: [1] },
    { op: 'set', path: '/a/d', value: 'x' },
    { op: 'remove', path: '/a/d' },
  ])
  assert.deepEqual(patched, { a: { b: { c: [1] } } })
}

export function testThrowsWithoutAParent(candidate) {
  assert.deepEqual(candidate.applyPatch({ a: 1 }, []), { a: 1 })
  assert.throws(() => candidate.applyPatch({ a: {} }, [{ op: 'set', path: '/b/c', value: 1 }]))
}

export function testRemovingNothing(candidate) {
  assert.deepEqual(candidate.applyPatch({ a: { b: 1 } }, [{ op: 'remove', path: '/a/z' }]), { a: { b: 1 } })
}
