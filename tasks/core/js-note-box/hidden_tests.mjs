import assert from 'node:assert/strict'

const boxOf = (candidate, fill) => new candidate.NoteBox(Buffer.alloc(32, fill))

export function testAnotherBoxWithTheKeyOpens(candidate) {
  const sealed = boxOf(candidate, 1).seal('moved to Zürich 王 😀\n'.repeat(40))
  assert.equal(boxOf(candidate, 1).open(sealed), 'moved to Zürich 王 😀\n'.repeat(40))
}

export function testAnotherKeyDoesNot(candidate) {
  const sealed = boxOf(candidate, 1).seal('a note of some length')
  assert.equal(boxOf(candidate, 1).open(sealed), 'a note of some length')
  let text = null
  try {
    text = boxOf(candidate, 2).open(sealed)
  } catch {}
  assert.notEqual(text, 'a note of some length')
}

export function testTakesTheEmptyText(candidate) {
  assert.equal(boxOf(candidate, 3).open(boxOf(candidate, 3).seal('')), '')
}

export function testTextIsNotReadable(candidate) {
  const box = boxOf(candidate, 4)
  const sealed = box.seal('meeting at nine')
  assert.equal(box.open(sealed), 'meeting at nine')
  assert.ok(!Buffer.from(sealed, 'base64').toString('latin1').includes('meeting'))
}
