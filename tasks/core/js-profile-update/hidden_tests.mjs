import assert from 'node:assert/strict'

const makeUsers = () =>
  new Map([
    [1, { id: 1, name: 'Ada', email: 'ada@a.example', city: 'Ulm', role: 'member', credit: 5 }],
    [2, { id: 2, name: 'Bob', email: 'bob@b.example', city: 'Bonn', role: 'editor', credit: 0 }],
  ])

export function testStoresTheChanges(candidate) {
  const users = makeUsers()
  candidate.updateProfile(users, 2, { email: 'b@b.example', city: 'Kiel' })
  assert.deepEqual(users.get(2), { id: 2, name: 'Bob', email: 'b@b.example', city: 'Kiel', role: 'editor', credit: 0 })
  assert.deepEqual(users.get(1), makeUsers().get(1))
}

export function testReturnsTheWholeUser(candidate) {
  assert.deepEqual(candidate.updateProfile(makeUsers(), 1, {}), makeUsers().get(1))
}

export function testEmptyTextsCount(candidate) {
  assert.equal(candidate.updateProfile(makeUsers(), 1, { city: '' }).city, '')
}

export function testUnknownId(candidate) {
  const users = makeUsers()
  assert.equal(candidate.updateProfile(users, 3, { name: 'Eve' }), null)
  assert.equal(users.size, 2)
}
