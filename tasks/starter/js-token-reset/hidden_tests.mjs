import assert from "node:assert/strict"

export function testIsAString(candidate) {
  assert.equal(typeof candidate.resetToken(), "string")
  assert.equal(candidate.resetToken().length, 32)
}

export function testKeepsItsForm(candidate) {
  for (let i = 0; i < 300; i++) assert.match(candidate.resetToken(), /^[0-9a-f]{32}$/)
}

export function testIsNewEachTime(candidate) {
  const all = Array.from({ length: 500 }, () => candidate.resetToken())
  assert.equal(new Set(all).size, 500)
}

export function testUsesAllDigits(candidate) {
  const all = Array.from({ length: 100 }, () => candidate.resetToken()).join("")
  assert.equal(new Set(all).size, 16)
}
