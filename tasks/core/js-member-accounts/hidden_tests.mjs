import assert from 'node:assert/strict'

export async function testANameIsTakenOnce(candidate) {
  const accounts = new candidate.Accounts(new Map())
  assert.equal(await accounts.register('bob', 'one'), true)
  assert.equal(await accounts.register('bob', 'two'), false)
  assert.equal(await accounts.signIn('bob', 'one'), true)
  assert.equal(await accounts.signIn('bob', 'two'), false)
}

export async function testUnknownName(candidate) {
  const accounts = new candidate.Accounts(new Map())
  assert.equal(await accounts.signIn('eve', 'x'), false)
}

export async function testSurvivesTheDisk(candidate) {
  const records = new Map()
  await new candidate.Accounts(records).register('cid', 'pässword 王')
  const loaded = new Map(JSON.parse(JSON.stringify([...records])))
  const accounts = new candidate.Accounts(loaded)
  assert.equal(await accounts.signIn('cid', 'pässword 王'), true)
  assert.equal(await accounts.signIn('cid', 'password'), false)
}
