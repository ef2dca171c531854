import assert from 'node:assert/strict'

export function testTransfers(candidate) {
  const balances = new Map([['ada', 50], ['bob', 10]])
  assert.equal(candidate.transferPoints(balances, 'ada', 'bob', 20), true)
  assert.deepEqual([...balances], [['ada', 30], ['bob', 30]])
}
