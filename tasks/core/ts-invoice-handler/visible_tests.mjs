import assert from 'node:assert/strict'

export async function testAnswersWithTheInvoice(candidate) {
  const invoice = { id: 'R-1', customerId: 4, total: 12.5, lines: ['tea'] }
  const answer = {}
  const res = { status: (code) => Object.assign(res, { code }), json: (body) => Object.assign(answer, { code: res.code, body }) }
  await candidate.getInvoice({ params: { id: 'R-1' }, user: { id: 4, name: 'Ada' } }, res, { findInvoice: async () => invoice })
  assert.deepEqual(answer, { code: 200, body: invoice })
}
