import assert from "node:assert/strict"

export function testParsesFractions(candidate) {
  assert.deepEqual(candidate.parsePoint("[0.5, 12.25]"), [0.5, 12.25])
}

export function testParsesNegativeNumbers(candidate) {
  assert.deepEqual(candidate.parsePoint("[-3, -0.75]"), [-3, -0.75])
}

export function testTakesAnySpacing(candidate) {
  assert.deepEqual(candidate.parsePoint(" [ 10,20 ] "), [10, 20])
}
