import assert from 'node:assert/strict'

export function testSignsIn(candidate) {
  const sessions = new Map([['a'.repeat(48), { cart: ['tea'] }]])
  const id = candidate.signIn(sessions, 'a'.repeat(48), 'ada', 'pw', () => true)
  assert.deepEqual(sessions.get(id), { cart: ['tea'], user: 'ada' })
}
