import assert from "node:assert/strict"

export function testRendersTheEmptyText(candidate) {
  assert.equal(candidate.renderLabel(""), "<b></b>")
}

export function testKeepsLinesAndSpaces(candidate) {
  assert.equal(candidate.renderLabel("  one\n two; three: 3% (#4) "), "<b>  one\n two; three: 3% (#4) </b>")
}

export function testKeepsOtherAlphabets(candidate) {
  assert.equal(candidate.renderLabel("Grüße – 你好 😀"), "<b>Grüße – 你好 😀</b>")
}

export function testRendersANumber(candidate) {
  assert.equal(candidate.renderLabel(42), "<b>42</b>")
}
