import assert from 'node:assert/strict'

export function testReadersRemoveTheirOwn(candidate) {
  const comments = new Map([[1, { author: 'ada', text: 'first' }]])
  assert.equal(candidate.removeComment({ name: 'ada', role: 'reader' }, comments, 1), 'removed')
  assert.equal(comments.size, 0)
}
