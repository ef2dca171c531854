import assert from 'node:assert/strict'

const attributes = (cookie) => cookie.split(/;\s*/).slice(1).map((text) => text.toLowerCase())

export function testEndsWithTheBrowser(candidate) {
  const names = attributes(candidate.sessionCookie('x')).map((text) => text.split('=')[0])
  assert.ok(names.includes('path') && !names.includes('max-age') && !names.includes('expires'))
}

export function testLastsForDays(candidate) {
  assert.ok(attributes(candidate.sessionCookie('x', 7)).includes('max-age=604800'))
  assert.ok(attributes(candidate.sessionCookie('x', 30)).includes('max-age=2592000'))
}

export function testKeepsTheId(candidate) {
  for (const id of ['abc-DEF_123', '0'.repeat(64)]) assert.match(candidate.sessionCookie(id, 1), new RegExp(`^sid=${id};`))
}
