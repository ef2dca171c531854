import assert from 'node:assert/strict'

const makeComments = () =>
  new Map([
    [1, { author: 'ada', text: 'a' }],
    [2, { author: 'bob', text: 'b' }],
  ])

export function testModeratorsRemoveAny(candidate) {
  const comments = makeComments()
  assert.equal(candidate.removeComment({ name: 'mia', role: 'moderator' }, comments, 2), 'removed')
  assert.deepEqual([...comments.keys()], [1])
}

export function testUnknownId(candidate) {
  const comments = makeComments()
  assert.equal(candidate.removeComment({ name: 'mia', role: 'moderator' }, comments, 3), 'unknown')
  assert.equal(comments.size, 2)
}

export function testVisitorsAreRefused(candidate) {
  const comments = makeComments()
  assert.equal(candidate.removeComment(null, comments, 1), 'refused')
  assert.equal(comments.size, 2)
}

export function testAuthorsRemoveTheirOwn(candidate) {
  const comments = makeComments()
  assert.equal(candidate.removeComment({ name: 'bob', role: 'author' }, comments, 2), 'removed')
  assert.deepEqual([...comments.keys()], [1])
}
