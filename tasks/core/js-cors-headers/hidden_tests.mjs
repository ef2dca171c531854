import assert from 'node:assert/strict'

const DOMAINS = ['shop.example', 'partner.test']
const allowed = (candidate, origin) => candidate.corsHeaders(origin, DOMAINS)['Access-Control-Allow-Origin']

export function testAllowsSubdomains(candidate) {
  for (const origin of ['https://www.shop.example', 'https://a.b.partner.test', 'https://partner.test'])
    assert.equal(allowed(candidate, origin), origin)
}

export function testNothingWithoutAnOrigin(candidate) {
  assert.equal(allowed(candidate, 'https://shop.example'), 'https://shop.example')
  assert.equal(allowed(candidate, undefined), undefined)
}

export function testNothingForOthers(candidate) {
  assert.equal(allowed(candidate, 'https://my-1.shop.example'), 'https://my-1.shop.example')
  for (const origin of ['https://other.example', 'http://shop.example', 'null'])
    assert.equal(allowed(candidate, origin), undefined, origin)
}
