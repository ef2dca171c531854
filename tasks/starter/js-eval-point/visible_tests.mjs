import assert from "node:assert/strict"

export function testParsesAPair(candidate) {
  assert.deepEqual(candidate.parsePoint("[1, 2]"), [1, 2])
}
