import assert from 'node:assert/strict'

export function testHoldsTheId(candidate) {
  const [pair, ...attributes] = candidate.sessionCookie('ab12').split('; ')
  assert.equal(pair, 'sid=ab12')
  assert.ok(attributes.includes('Path=/'))
}
