import assert from 'node:assert/strict'

export function testTheNewestIsFirst(candidate) {
  const posts = []
  candidate.postStatus(posts, 'ada', { text: 'one' }, 1)
  candidate.postStatus(posts, 'bob', { text: 'two 王' }, 2)
  assert.deepEqual(posts, [
    { author: 'bob', text: 'two 王', mood: '', at: 2 },
    { author: 'ada', text: 'one', mood: '', at: 1 },
  ])
}

export function testLengths(candidate) {
  const posts = []
  assert.equal(candidate.postStatus(posts, 'a', { text: 'x'.repeat(280) }, 1).text.length, 280)
  for (const text of ['', '   ', 'x'.repeat(281), undefined, null]) assert.equal(candidate.postStatus(posts, 'a', { text }, 1), null)
  assert.equal(candidate.postStatus(posts, 'a', { text: `  ${'y'.repeat(280)}\n` }, 1).text, 'y'.repeat(280))
  assert.equal(posts.length, 2)
}

export function testCutsTheMood(candidate) {
  assert.equal(candidate.postStatus([], 'a', { text: 'x', mood: 'm'.repeat(30) }, 1).mood, 'm'.repeat(20))
}
