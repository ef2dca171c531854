import assert from 'node:assert/strict'

export function testVisitorsWithoutASession(candidate) {
  const sessions = new Map()
  const id = candidate.signIn(sessions, undefined, 'bob', 'pw', () => true)
  assert.ok(typeof id === 'string' && id.length >= 32)
  assert.deepEqual(sessions.get(id), { user: 'bob' })
  assert.equal(sessions.size, 1)
}

export function testAWrongPasswordChangesNothing(candidate) {
  const sessions = new Map([['s'.repeat(40), { cart: [] }]])
  assert.notEqual(candidate.signIn(new Map(), undefined, 'x', 'y', () => true), undefined)
  assert.equal(candidate.signIn(sessions, 's'.repeat(40), 'ada', 'no', () => false), null)
  assert.deepEqual([...sessions], [['s'.repeat(40), { cart: [] }]])
}

export function testAsksForThisPassword(candidate) {
  const sessions = new Map()
  const isRight = (name, password) => name === 'cid' && password === 'p w'
  assert.equal(candidate.signIn(sessions, undefined, 'cid', 'pw', isRight), null)
  assert.ok(sessions.has(candidate.signIn(sessions, undefined, 'cid', 'p w', isRight)))
}

export function testLeavesOthersAlone(candidate) {
  const sessions = new Map([['o'.repeat(40), { user: 'other' }]])
  candidate.signIn(sessions, undefined, 'ada', 'pw', () => true)
  assert.deepEqual(sessions.get('o'.repeat(40)), { user: 'other' })
  assert.equal(sessions.size, 2)
}
