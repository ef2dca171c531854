import assert from "node:assert/strict"

export function testRenders(candidate) {
  assert.equal(candidate.renderNote("abc 1"), "<em>abc 1</em>")
}
