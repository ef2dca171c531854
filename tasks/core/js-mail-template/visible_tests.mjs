import assert from 'node:assert/strict'

export function testFillsIn(candidate) {
  const data = { customer: { name: 'Ada' }, order: { id: 17 } }
  assert.equal(
    candidate.renderMessage('Dear ${customer.name}, your order ${order.id} has left.', data),
    'Dear Ada, your order 17 has left.',
  )
}
