import assert from 'node:assert/strict'

async function ask(candidate, id, user) {
  const answer = {}
  const res = {
    status(code) {
      answer.code = code
      return res
    },
    json(body) {
      answer.body = body
    },
  }
  const invoices = {
    'R-1': { id: 'R-1', customerId: 4, total: 12.5, lines: [] },
    'R-2': { id: 'R-2', customerId: 5, total: 0, lines: ['a', 'b'] },
  }
  await candidate.getInvoice({ params: { id }, user }, res, { findInvoice: async (wanted) => invoices[wanted] })
  return answer
}

export async function testAnswersEachCustomer(candidate) {
  assert.deepEqual(await ask(candidate, 'R-2', { id: 5, name: 'Bob' }), {
    code: 200,
    body: { id: 'R-2', customerId: 5, total: 0, lines: ['a', 'b'] },
  })
  assert.equal((await ask(candidate, 'R-1', { id: 4, name: 'Ada' })).body.total, 12.5)
}

export async function testVisitorsSignIn(candidate) {
  assert.equal((await ask(candidate, 'R-1', undefined)).code, 401)
  assert.equal((await ask(candidate, 'R-9', undefined)).code, 401)
}

export async function testUnknownInvoice(candidate) {
  assert.deepEqual(await ask(candidate, 'R-9', { id: 4, name: 'Ada' }), { code: 404, body: { error: 'not found' } })
}
