import assert from 'node:assert/strict'

export function testChangesTheName(candidate) {
  const users = new Map([[1, { id: 1, name: 'Ada', email: 'ada@a.example', city: 'Ulm', role: 'member', credit: 5 }]])
  assert.equal(candidate.updateProfile(users, 1, { name: 'Ada L.' }).name, 'Ada L.')
}
