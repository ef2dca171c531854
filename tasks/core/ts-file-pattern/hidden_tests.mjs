import assert from 'node:assert/strict'

export function testStarsStandAnywhere(candidate) {
  assert.equal(candidate.matchesPattern('re*rt-*-final*', 'report-2024-final.pdf'), true)
  assert.equal(candidate.matchesPattern('re*rt-*-final*', 'report-2024.pdf'), false)
  assert.equal(candidate.matchesPattern('**a*', 'a'), true)
}

export function testQuestionMarks(candidate) {
  assert.equal(candidate.matchesPattern('img-??.png', 'img-07.png'), true)
  assert.equal(candidate.matchesPattern('img-??.png', 'img-7.png'), false)
}

export function testOtherSignsStandForThemselves(candidate) {
  assert.equal(candidate.matchesPattern('a.b', 'axb'), false)
  assert.equal(candidate.matchesPattern('a+(1)[2]{3}^$|\\', 'a+(1)[2]{3}^$|\\'), true)
}

export function testTheWholeNameMatches(candidate) {
  assert.equal(candidate.matchesPattern('abc', 'abc'), true)
  assert.equal(candidate.matchesPattern('bc', 'abc'), false)
  assert.equal(candidate.matchesPattern('ab', 'abc'), false)
  assert.equal(candidate.matchesPattern('', 'a'), false)
  assert.equal(candidate.matchesPattern('*', ''), true)
}

export function testBacktracks(candidate) {
  assert.equal(candidate.matchesPattern('*ab', 'aabaab'), true)
  assert.equal(candidate.matchesPattern('a*b?d', 'abxdabcd'), true)
  assert.equal(candidate.matchesPattern('ABC', 'abc'), false)
}
