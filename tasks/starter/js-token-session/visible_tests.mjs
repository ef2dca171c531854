import assert from "node:assert/strict"

export function testForm(candidate) {
  assert.match(candidate.sessionId(), /^[0-9a-f]{32}$/)
}
