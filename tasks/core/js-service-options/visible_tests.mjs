import assert from 'node:assert/strict'

export function testProductionService(candidate) {
  const options = candidate.serviceOptions({ host: 'api.example.com', environment: 'production' }, '/v1/items')
  assert.equal(options.host, 'api.example.com')
  assert.equal(options.port, 443)
  assert.equal(options.path, '/v1/items')
  assert.equal(options.method, 'GET')
}
