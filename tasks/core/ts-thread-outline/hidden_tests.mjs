import assert from 'node:assert/strict'

const of = (author, ...replies) => ({ author, replies })

export function testNoComments(candidate) {
  assert.deepEqual(candidate.outline([]), [])
}

export function testKeepsTheOrder(candidate) {
  const comments = [of('a', of('b', of('c'), of('d')), of('e', of('f'))), of('g', of('h'))]
  assert.deepEqual(candidate.outline(comments), ['a', '  b', '    c', '    d', '  e', '    f', 'g', '  h'])
}

export function testStopsSettingIn(candidate) {
  let comment = of('last')
  for (let i = 0; i < 60; i++) comment = of('x', comment)
  const lines = candidate.outline([comment])
  assert.equal(lines.length, 61)
  assert.equal(lines[50], `${' '.repeat(100)}x`)
  assert.equal(lines[60], `${' '.repeat(100)}last`)
}

export function testLeavesTheThreadAlone(candidate) {
  const comments = [of('a', of('b'), of('c'))]
  candidate.outline(comments)
  assert.deepEqual(candidate.outline(comments), ['a', '  b', '  c'])
}
