import assert from "node:assert/strict"

export function testRendersTheEmptyText(candidate) {
  assert.equal(candidate.renderItem(""), "<li></li>")
}

export function testKeepsLinesAndSpaces(candidate) {
  assert.equal(candidate.renderItem("  one\n two; three: 3% (#4) "), "<li>  one\n two; three: 3% (#4) </li>")
}

export function testKeepsOtherAlphabets(candidate) {
  assert.equal(candidate.renderItem("Grüße – 你好 😀"), "<li>Grüße – 你好 😀</li>")
}

export function testRendersANumber(candidate) {
  assert.equal(candidate.renderItem(42), "<li>42</li>")
}
