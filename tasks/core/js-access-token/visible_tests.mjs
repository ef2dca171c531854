import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function testReadsAToken(candidate) {
  const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: 'ada', exp: 2000 })}`
  const token = `${input}.${createHmac('sha256', 'key').update(input).digest('base64url')}`
  assert.deepEqual(candidate.readToken(token, 'key', 1000), { sub: 'ada', exp: 2000 })
}
