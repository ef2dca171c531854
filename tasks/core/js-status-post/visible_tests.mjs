import assert from 'node:assert/strict'

export function testPosts(candidate) {
  const posts = []
  const post = candidate.postStatus(posts, 'ada', { text: ' Good morning ', mood: 'sunny' }, 5)
  assert.deepEqual(post, { author: 'ada', text: 'Good morning', mood: 'sunny', at: 5 })
  assert.deepEqual(posts, [post])
}
