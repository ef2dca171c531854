import assert from "node:assert/strict"

export function testParsesTheEmptyList(candidate) {
  assert.deepEqual(candidate.parseList("[]"), [])
}

export function testParsesStrings(candidate) {
  assert.deepEqual(candidate.parseList('["a, b", "[c]"]'), ["a, b", "[c]"])
}

export function testParsesNestedLists(candidate) {
  assert.deepEqual(candidate.parseList('[[1], [2, [3.5]], {"k": null}]'), [[1], [2, [3.5]], { k: null }])
}

export function testRefusesBrokenText(candidate) {
  assert.deepEqual(candidate.parseList("[3]"), [3])
  assert.throws(() => candidate.parseList("[1, 2"))
}
