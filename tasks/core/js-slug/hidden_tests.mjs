import assert from 'node:assert/strict'

export function testTakesOneGroup(candidate) {
  for (const text of ['a', '7', 'abc', '2024', 'x1']) assert.equal(candidate.isSlug(text), true, text)
}

export function testHyphensStandBetweenGroups(candidate) {
  assert.equal(candidate.isSlug('a-b-c'), true)
  for (const text of ['-a', 'a-', 'a--b', '-', '--']) assert.equal(candidate.isSlug(text), false, text)
}

export function testRefusesOtherSigns(candidate) {
  assert.equal(candidate.isSlug('a-b'), true)
  for (const text of ['', 'A', 'ä', 'a_b', 'a b', 'a.b', 'a\nb']) assert.equal(candidate.isSlug(text), false, text)
}

export function testTakesLongSlugs(candidate) {
  assert.equal(candidate.isSlug('word-'.repeat(200) + 'end'), true)
}
