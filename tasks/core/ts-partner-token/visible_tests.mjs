import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function testVerifiesASharedSecret(candidate) {
  const input = `${encode({ alg: 'HS256' })}.${encode({ partner: 7 })}`
  const token = `${input}.${createHmac('sha256', 'shared').update(input).digest('base64url')}`
  assert.deepEqual(candidate.verifyToken(token, 'shared'), { partner: 7 })
}
