import assert from 'node:assert/strict'

export function testConnectsToTheAddress(candidate) {
  const options = candidate.connectionOptions({ name: 'db.corp.example', address: '10.0.0.7', port: 6432, ca: 'PEM' })
  assert.equal(options.host, '10.0.0.7')
  assert.equal(options.port, 6432)
}
