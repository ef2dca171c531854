import assert from 'node:assert/strict'

export function testKnowsPrecedence(candidate) {
  assert.equal(candidate.evaluateFormula('1 + 2 * 3 - 8 / 4', {}), 5)
  assert.equal(candidate.evaluateFormula('2 * (3 + (4 - 1))', {}), 12)
}

export function testReadsFromLeftToRight(candidate) {
  assert.equal(candidate.evaluateFormula('10 - 4 - 3', {}), 3)
  assert.equal(candidate.evaluateFormula('100 / 10 / 5', {}), 2)
}

export function testTakesASign(candidate) {
  assert.equal(candidate.evaluateFormula('-A1 + 3', { A1: 5 }), -2)
  assert.equal(candidate.evaluateFormula('2 * -(1 + 1)', {}), -4)
}

export function testReadsCells(candidate) {
  assert.equal(candidate.evaluateFormula('Z10*B2', { Z10: 0.5, B2: 7, Z1: 100 }), 3.5)
  assert.equal(candidate.evaluateFormula(' A1 ', { A1: 42 }), 42)
}
