import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

const headerOf = (time, id, body, secret = 's') =>
  `t=${time},id=${id},sig=${createHmac('sha256', secret).update(`${time}.${id}.${body}`).digest('hex')}`

export function testAcceptsSeveralNotices(candidate) {
  const notices = new candidate.PaymentNotices('s')
  for (const [id, cents] of [['a', 1], ['b', 2], ['c', 2]]) {
    const body = JSON.stringify({ cents })
    assert.deepEqual(notices.accept(headerOf(1e9, id, body), body, 1e9 + 55), { cents })
  }
}

export function testRefusesOtherSignatures(candidate) {
  const notices = new candidate.PaymentNotices('s')
  assert.deepEqual(notices.accept(headerOf(50, 'a', '{}'), '{}', 50), {})
  assert.equal(notices.accept(headerOf(50, 'b', '{}', 'other'), '{}', 50), null)
  assert.equal(notices.accept(headerOf(50, 'b', '{}'), '{"cents":9}', 50), null)
}

export function testRefusesOtherForms(candidate) {
  const notices = new candidate.PaymentNotices('s')
  assert.deepEqual(notices.accept(headerOf(50, 'a', '[1]'), '[1]', 51), [1])
  for (const header of ['', 't=50', 't=50,id=x', `t=50,id=x,sig=${'0'.repeat(64)}`])
    assert.equal(notices.accept(header, '{}', 50), null, header)
}
