import assert from 'node:assert/strict'

export function testCalculates(candidate) {
  assert.equal(candidate.evaluateFormula('(A1 + B2) * 1.5', { A1: 2, B2: 4 }), 9)
}
