import assert from 'node:assert/strict'

export function testSetsRepliesIn(candidate) {
  const comments = [{ author: 'ada', replies: [{ author: 'bob', replies: [] }] }, { author: 'cid', replies: [] }]
  assert.deepEqual(candidate.outline(comments), ['ada', '  bob', 'cid'])
}
