import assert from 'node:assert/strict'

function transfer(candidate, from, to, points) {
  const balances = new Map([['ada', 50], ['bob', 10], ['cid', 0]])
  return [candidate.transferPoints(balances, from, to, points), ...balances.values()]
}

export function testAllPoints(candidate) {
  assert.deepEqual(transfer(candidate, 'ada', 'cid', 50), [true, 0, 10, 50])
}

export function testTooFewPoints(candidate) {
  assert.deepEqual(transfer(candidate, 'bob', 'ada', 11), [false, 50, 10, 0])
  assert.deepEqual(transfer(candidate, 'cid', 'ada', 1), [false, 50, 10, 0])
}

export function testUnknownMembers(candidate) {
  assert.deepEqual(transfer(candidate, 'ada', 'eve', 1), [false, 50, 10, 0])
  assert.deepEqual(transfer(candidate, 'eve', 'ada', 1), [false, 50, 10, 0])
}
