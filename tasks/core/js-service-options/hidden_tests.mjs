import assert from 'node:assert/strict'

export function testTakesThePort(candidate) {
  assert.equal(candidate.serviceOptions({ host: 'a.example', port: 8443, environment: 'production' }, '/').port, 8443)
}

export function testStagingHasItsAuthority(candidate) {
  const options = candidate.serviceOptions({ host: 's.example', environment: 'staging', ca: 'PEM' }, '/x?y=1')
  assert.equal(options.ca, 'PEM')
  assert.equal(options.path, '/x?y=1')
}

export function testNoAuthorityElsewhere(candidate) {
  const options = candidate.serviceOptions({ host: 'p.example', environment: 'production' }, '/')
  assert.equal(options.host, 'p.example')
  assert.equal(options.ca, undefined)
}
