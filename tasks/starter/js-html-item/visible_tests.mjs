import assert from "node:assert/strict"

export function testRenders(candidate) {
  assert.equal(candidate.renderItem("abc 1"), "<li>abc 1</li>")
}
