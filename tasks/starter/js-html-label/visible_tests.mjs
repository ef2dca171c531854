import assert from "node:assert/strict"

export function testRenders(candidate) {
  assert.equal(candidate.renderLabel("abc 1"), "<b>abc 1</b>")
}
