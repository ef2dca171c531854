import assert from 'node:assert/strict'

export function testRestoresADate(candidate) {
  const message = candidate.decodeMessage('{"at": {"$type": "Date", "value": "2024-05-01T00:00:00.000Z"}, "n": 1}')
  assert.equal(message.at.getTime(), Date.UTC(2024, 4, 1))
  assert.equal(message.n, 1)
}
