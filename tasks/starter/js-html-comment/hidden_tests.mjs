import assert from "node:assert/strict"

export function testRendersTheEmptyText(candidate) {
  assert.equal(candidate.renderComment(""), "<p></p>")
}

export function testKeepsLinesAndSpaces(candidate) {
  assert.equal(candidate.renderComment("  one\n two; three: 3% (#4) "), "<p>  one\n two; three: 3% (#4) </p>")
}

export function testKeepsOtherAlphabets(candidate) {
  assert.equal(candidate.renderComment("Grüße – 你好 😀"), "<p>Grüße – 你好 😀</p>")
}

export function testRendersANumber(candidate) {
  assert.equal(candidate.renderComment(42), "<p>42</p>")
}
