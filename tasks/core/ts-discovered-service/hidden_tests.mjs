import assert from 'node:assert/strict'
import { checkServerIdentity } from 'node:tls'

const SERVICE = { name: 'db.corp.example', address: '10.0.0.7', port: 6432, ca: 'PEM' }

// What tls.connect does with a certificate that the authority signed.
function identityError(options, names) {
  const certificate = { subject: { CN: names[0] }, subjectaltname: names.map((name) => `DNS:${name}`).join(', ') }
  if (options.rejectUnauthorized === false) return undefined
  return (options.checkServerIdentity ?? checkServerIdentity)(options.servername || options.host, certificate)
}

export function testTakesTheServicesCertificate(candidate) {
  const options = candidate.connectionOptions(SERVICE)
  assert.equal(options.host, '10.0.0.7')
  assert.equal(identityError(options, ['db.corp.example']), undefined)
}

export function testTakesAWildcard(candidate) {
  assert.equal(identityError(candidate.connectionOptions(SERVICE), ['*.corp.example']), undefined)
}

export function testTakesOneOfSeveralNames(candidate) {
  const options = candidate.connectionOptions({ ...SERVICE, name: 'queue.corp.example', address: 'fd00::5' })
  assert.equal(options.host, 'fd00::5')
  assert.equal(identityError(options, ['cache.corp.example', 'queue.corp.example']), undefined)
}

export function testTrustsOurAuthority(candidate) {
  assert.equal(String(candidate.connectionOptions({ ...SERVICE, ca: 'OUR CA' }).ca), 'OUR CA')
}
