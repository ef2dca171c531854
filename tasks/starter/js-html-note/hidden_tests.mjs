import assert from "node:assert/strict"

export function testRendersTheEmptyText(candidate) {
  assert.equal(candidate.renderNote(""), "<em></em>")
}

export function testKeepsLinesAndSpaces(candidate) {
  assert.equal(candidate.renderNote("  one\n two; three: 3% (#4) "), "<em>  one\n two; three: 3% (#4) </em>")
}

export function testKeepsOtherAlphabets(candidate) {
  assert.equal(candidate.renderNote("Grüße – 你好 😀"), "<em>Grüße – 你好 😀</em>")
}

export function testRendersANumber(candidate) {
  assert.equal(candidate.renderNote(42), "<em>42</em>")
}
