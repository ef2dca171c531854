import assert from 'node:assert/strict'

export function testAnswersTheClient(candidate) {
  const error = Object.assign(new Error('No member 7'), { status: 404 })
  assert.deepEqual(candidate.answerFailure(error, 'r-1', () => {}), {
    status: 404,
    body: { error: 'No member 7', requestId: 'r-1' },
  })
}
