import assert from 'node:assert/strict'

export function testKnowsSlugs(candidate) {
  assert.equal(candidate.isSlug('my-first-post-2'), true)
  assert.equal(candidate.isSlug('My first post'), false)
}
