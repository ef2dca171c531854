import assert from 'node:assert/strict'

export function testDescribes(candidate) {
  const line = candidate.describeRequest({ method: 'POST', path: '/members', headers: { accept: '*/*' }, body: { name: 'Ada' } })
  assert.deepEqual(JSON.parse(line), { method: 'POST', path: '/members', headers: { accept: '*/*' }, body: { name: 'Ada' } })
}
