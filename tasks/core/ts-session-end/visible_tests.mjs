import assert from 'node:assert/strict'

export function testKnowsTheUser(candidate) {
  const cookies = new candidate.SessionCookies()
  const header = cookies.start('ada')
  assert.match(header, /^sid=[^;]+; Path=\/(;|$)/)
  assert.equal(cookies.userOf(`theme=dark; ${header.split(';')[0]}`), 'ada')
}
