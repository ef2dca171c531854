import assert from 'node:assert/strict'

export function testSetsAndRemoves(candidate) {
  const patched = candidate.applyPatch({ a: { b: 1, c: 2 } }, [
    { op: 'set', path: '/a/b', value: 5 },
    { op: 'remove', path: '/a/c' },
  ])
  assert.deepEqual(patched, { a: { b: 5 } })
}
