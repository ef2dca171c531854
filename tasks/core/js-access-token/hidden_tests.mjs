import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

function make(alg, claims, key) {
  const input = `${encode({ alg })}.${encode(claims)}`
  return `${input}.${createHmac(`sha${alg.slice(2)}`, key).update(input).digest('base64url')}`
}

export function testKnowsThreeAlgorithms(candidate) {
  for (const alg of ['HS256', 'HS384', 'HS512'])
    assert.deepEqual(candidate.readToken(make(alg, { sub: 'bö', exp: 11 }, 'k'), 'k', 10), { sub: 'bö', exp: 11 }, alg)
}

export function testTokensEnd(candidate) {
  const token = make('HS256', { exp: 100 }, 'k')
  assert.deepEqual(candidate.readToken(token, 'k', 99), { exp: 100 })
  assert.equal(candidate.readToken(token, 'k', 100), null)
  assert.equal(candidate.readToken(make('HS256', { sub: 'a' }, 'k'), 'k', 1), null)
}

export function testWrongSignature(candidate) {
  const token = make('HS512', { exp: 100 }, 'k')
  assert.deepEqual(candidate.readToken(token, 'k', 1), { exp: 100 })
  assert.equal(candidate.readToken(token, 'other', 1), null)
  assert.equal(candidate.readToken(token.replace(/\..*\./, `.${encode({ exp: 900 })}.`), 'k', 1), null)
}

export function testBrokenTokens(candidate) {
  assert.deepEqual(candidate.readToken(make('HS256', { exp: 5 }, 'k'), 'k', 1), { exp: 5 })
  for (const token of ['', 'a', 'a.b', 'a.b.c', '..', `${encode({ alg: 'HS256' })}.x.y`])
    assert.equal(candidate.readToken(token, 'k', 1), null, token)
}
