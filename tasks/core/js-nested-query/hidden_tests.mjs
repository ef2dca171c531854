import assert from 'node:assert/strict'

const parse = (candidate, text) => JSON.stringify(candidate.parseQuery(text))

export function testParsesFlatNames(candidate) {
  assert.equal(parse(candidate, '?a=1&b=&c'), '{"a":"1","b":"","c":""}')
  assert.equal(parse(candidate, ''), '{}')
}

export function testDecodes(candidate) {
  assert.equal(parse(candidate, 'k%20ey%5Bx%5D=%C3%BC%26%3D'), '{"k ey":{"x":"ü&="}}')
}

export function testLaterValuesReplace(candidate) {
  assert.equal(parse(candidate, 'a=1&a=2&b[c]=1&b[c]=3&b[d]=4'), '{"a":"2","b":{"c":"3","d":"4"}}')
}

export function testNestsDeeply(candidate) {
  assert.equal(parse(candidate, 'a[b][c][d]=1&a[b][e]=2'), '{"a":{"b":{"c":{"d":"1"},"e":"2"}}}')
}

export function testAnObjectReplacesAValue(candidate) {
  assert.equal(parse(candidate, 'a=1&a[b]=2'), '{"a":{"b":"2"}}')
}
