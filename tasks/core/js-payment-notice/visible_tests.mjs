import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

export function testAcceptsANotice(candidate) {
  const sig = createHmac('sha256', 's').update('1000.n-1.{"cents":500}').digest('hex')
  const notices = new candidate.PaymentNotices('s')
  assert.deepEqual(notices.accept(`t=1000,id=n-1,sig=${sig}`, '{"cents":500}', 1010), { cents: 500 })
}
