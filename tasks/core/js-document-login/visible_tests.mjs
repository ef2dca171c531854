import assert from 'node:assert/strict'

export async function testSignsIn(candidate) {
  const member = { name: 'ada', pinHash: 'ab12', city: 'Ulm' }
  const value = (part) => (part && typeof part === 'object' ? part.$eq : part)
  const members = {
    findOne: async (filter) =>
      Object.entries(filter).every(([field, part]) => member[field] === value(part)) ? member : null,
  }
  assert.deepEqual(await candidate.signInMember(members, { name: 'ada', pinHash: 'ab12' }), { name: 'ada', city: 'Ulm' })
}
