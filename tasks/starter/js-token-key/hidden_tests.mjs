import assert from "node:assert/strict"

export function testIsAString(candidate) {
  assert.equal(typeof candidate.apiKey(), "string")
  assert.equal(candidate.apiKey().length, 32)
}

export function testKeepsItsForm(candidate) {
  for (let i = 0; i < 300; i++) assert.match(candidate.apiKey(), /^[0-9a-f]{32}$/)
}

export function testIsNewEachTime(candidate) {
  const all = Array.from({ length: 500 }, () => candidate.apiKey())
  assert.equal(new Set(all).size, 500)
}

export function testUsesAllDigits(candidate) {
  const all = Array.from({ length: 100 }, () => candidate.apiKey()).join("")
  assert.equal(new Set(all).size, 16)
}
