import assert from 'node:assert/strict'
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } }
const [first, second] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048, ...pem }))

function withSecret(claims, secret) {
  const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
function withKey(claims, key) {
  const input = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key, 'base64url')}`
}

export function testVerifiesAPublicKey(candidate) {
  assert.deepEqual(candidate.verifyToken(withKey({ partner: 'ü' }, first.privateKey), first.publicKey), { partner: 'ü' })
}

export function testAnotherKey(candidate) {
  const token = withKey({ a: 1 }, first.privateKey)
  assert.deepEqual(candidate.verifyToken(token, first.publicKey), { a: 1 })
  assert.equal(candidate.verifyToken(token, second.publicKey), null)
}

export function testAnotherSecret(candidate) {
  const token = withSecret({ a: 1 }, 'one')
  assert.deepEqual(candidate.verifyToken(token, 'one'), { a: 1 })
  assert.equal(candidate.verifyToken(token, 'two'), null)
}

export function testChangedAndBrokenTokens(candidate) {
  const [header, , signature] = withSecret({ a: 1 }, 'k').split('.')
  assert.deepEqual(candidate.verifyToken(withSecret({ a: 2 }, 'k'), 'k'), { a: 2 })
  assert.equal(candidate.verifyToken(`${header}.${encode({ a: 2 })}.${signature}`, 'k'), null)
  for (const token of ['', 'a.b', 'a.b.c']) assert.equal(candidate.verifyToken(token, 'k'), null)
}
