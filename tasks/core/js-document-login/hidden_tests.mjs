import assert from 'node:assert/strict'

const DOCUMENTS = [
  { name: 'ada', pinHash: 'ab12', city: 'Ulm' },
  { name: 'bob', pinHash: 'cd34', city: 'Bonn' },
]
const members = {
  findOne: async (filter) =>
    DOCUMENTS.find((document) =>
      Object.entries(filter).every(([field, part]) => document[field] === (part && typeof part === 'object' ? part.$eq : part)),
    ) ?? null,
}

export async function testFindsEachMember(candidate) {
  assert.deepEqual(await candidate.signInMember(members, { name: 'bob', pinHash: 'cd34' }), { name: 'bob', city: 'Bonn' })
  assert.deepEqual(await candidate.signInMember(members, { name: 'ada', pinHash: 'ab12', extra: 1 }), { name: 'ada', city: 'Ulm' })
}

export async function testBothMustFit(candidate) {
  assert.equal((await candidate.signInMember(members, { name: 'ada', pinHash: 'ab12' })).name, 'ada')
  for (const body of [{ name: 'ada', pinHash: 'cd34' }, { name: 'bob', pinHash: 'ab12' }, { name: 'cid', pinHash: 'ab12' }])
    assert.equal(await candidate.signInMember(members, body), null)
}

export async function testEmptyFields(candidate) {
  assert.equal((await candidate.signInMember(members, { name: 'bob', pinHash: 'cd34' })).city, 'Bonn')
  assert.equal(await candidate.signInMember(members, { name: '', pinHash: '' }), null)
}
