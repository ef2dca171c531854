import assert from 'node:assert/strict'

export function testTextWithoutPlaceholders(candidate) {
  assert.equal(candidate.renderMessage('Only $5 {today}\nBye', { a: 1 }), 'Only $5 {today}\nBye')
}

export function testTakesSpaces(candidate) {
  assert.equal(candidate.renderMessage('<${ name }|${  a.b  }>', { name: 'x', a: { b: 'y' } }), '<x|y>')
}

export function testTakesDeepPathsAndRepeats(candidate) {
  assert.equal(candidate.renderMessage('${a.b.c_1}${a.b.c_1} ${n}', { a: { b: { c_1: 'z' } }, n: 0 }), 'zz 0')
}

export function testValuesAreNoTemplates(candidate) {
  assert.equal(candidate.renderMessage('${a}', { a: '${b} $& `', b: 'no' }), '${b} $& `')
}

export function testShowsBooleans(candidate) {
  assert.equal(candidate.renderMessage('Paid: ${paid}, sum ${sum}', { paid: false, sum: 1.5 }), 'Paid: false, sum 1.5')
}
