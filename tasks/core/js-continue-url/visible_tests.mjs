import assert from 'node:assert/strict'

export function testGoesOnWithAPath(candidate) {
  assert.equal(candidate.continueUrl('https://shop.example', '/cart?step=2'), 'https://shop.example/cart?step=2')
}
