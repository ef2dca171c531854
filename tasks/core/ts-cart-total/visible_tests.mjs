import assert from 'node:assert/strict'

export function testTakesThePrice(candidate) {
  const account = { credit: 500 }
  const prices = new Map([['tea', 120]])
  assert.deepEqual(candidate.placeOrder(account, [{ product: 'tea', quantity: 2 }], prices), { ok: true, total: 240 })
  assert.equal(account.credit, 260)
}
