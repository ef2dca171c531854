import assert from 'node:assert/strict'

export function testOpensWhatItSealed(candidate) {
  const box = new candidate.NoteBox(Buffer.alloc(32, 7))
  const sealed = box.seal('Dear diary')
  assert.match(sealed, /^[A-Za-z0-9+/]+=*$/)
  assert.equal(box.open(sealed), 'Dear diary')
}
