import assert from 'node:assert/strict'

function answer(candidate, error) {
  const lines = []
  const given = candidate.answerFailure(error, 'r-77', (text) => lines.push(text))
  return { ...given, lines }
}

export function testFailuresAreLogged(candidate) {
  const error = new TypeError('x is undefined')
  const { status, body, lines } = answer(candidate, error)
  assert.equal(status, 500)
  assert.equal(body.requestId, 'r-77')
  assert.ok(typeof body.error === 'string' && body.error.length > 0)
  assert.equal(lines.length, 1)
  assert.ok(lines[0].includes('r-77') && lines[0].includes(error.stack))
}

export function testErrorsForClientsAreNotLogged(candidate) {
  const { status, body, lines } = answer(candidate, Object.assign(new Error('Too many items'), { status: 422 }))
  assert.deepEqual([status, body.error, lines.length], [422, 'Too many items', 0])
}

export function testOtherStatusesAreFailures(candidate) {
  for (const status of [200, 302, 500, 503]) assert.equal(answer(candidate, Object.assign(new Error('e'), { status })).status, 500)
}

export function testAnythingMayBeThrown(candidate) {
  const { status, lines } = answer(candidate, 'just text')
  assert.equal(status, 500)
  assert.ok(lines[0].includes('just text'))
}
