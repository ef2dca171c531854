import assert from "node:assert/strict"

export function testRenders(candidate) {
  assert.equal(candidate.renderComment("abc 1"), "<p>abc 1</p>")
}
