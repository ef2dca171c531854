import assert from 'node:assert/strict'

export async function testSignsIn(candidate) {
  const accounts = new candidate.Accounts(new Map())
  assert.equal(await accounts.register('ada', 'correct horse'), true)
  assert.equal(await accounts.signIn('ada', 'correct horse'), true)
  assert.equal(await accounts.signIn('ada', 'wrong horse'), false)
}
