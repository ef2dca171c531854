import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

const sign = (body, secret) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export function testTakesBuffers(candidate) {
  const body = Buffer.from([0, 200, 255, 10])
  assert.equal(candidate.isGenuine(body, sign(body, 'k'), 'k'), true)
  assert.equal(candidate.isGenuine(Buffer.from('x'), sign(body, 'k'), 'k'), false)
}

export function testOtherSecret(candidate) {
  assert.equal(candidate.isGenuine('a', sign('a', 'one'), 'one'), true)
  assert.equal(candidate.isGenuine('a', sign('a', 'one'), 'two'), false)
}

export function testMissingHeader(candidate) {
  for (const header of [undefined, '', 'sha256=']) assert.equal(candidate.isGenuine('a', header, 'k'), false)
}

export function testOtherForms(candidate) {
  const hex = sign('a', 'k').slice(7)
  for (const header of [hex, `sha1=${hex}`, `sha256=${hex}00`, `sha256=${hex.slice(0, 62)}`, `sha256=${'z'.repeat(64)}`])
    assert.equal(candidate.isGenuine('a', header, 'k'), false, header)
}
