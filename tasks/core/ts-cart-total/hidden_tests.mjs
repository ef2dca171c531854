import assert from 'node:assert/strict'

const PRICES = new Map([
  ['tea', 120],
  ['bar', 95],
  ['water', 0],
])

function order(candidate, credit, items) {
  const account = { credit }
  return [candidate.placeOrder(account, items, PRICES), account.credit]
}

export function testAddsUp(candidate) {
  const items = [{ product: 'tea', quantity: 1 }, { product: 'bar', quantity: 2 }, { product: 'water', quantity: 3 }]
  assert.deepEqual(order(candidate, 310, items), [{ ok: true, total: 310 }, 0])
}

export function testNeedsEnoughCredit(candidate) {
  assert.deepEqual(order(candidate, 119, [{ product: 'tea', quantity: 1 }]), [{ ok: false }, 119])
}

export function testNeedsAPrice(candidate) {
  assert.deepEqual(order(candidate, 900, [{ product: 'tea', quantity: 1 }, { product: 'gum', quantity: 1 }]), [{ ok: false }, 900])
}
