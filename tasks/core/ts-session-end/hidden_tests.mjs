import assert from 'node:assert/strict'

const valueOf = (header) => header.split(';')[0]

export function testUsersAreApart(candidate) {
  const cookies = new candidate.SessionCookies()
  const [ada, bob] = ['ada', 'bob 王'].map((user) => valueOf(cookies.start(user)))
  assert.equal(cookies.userOf(bob), 'bob 王')
  assert.equal(cookies.userOf(`${ada}; lang=de`), 'ada')
}

export function testUnknownCookies(candidate) {
  const cookies = new candidate.SessionCookies()
  assert.equal(cookies.userOf(valueOf(cookies.start('ada'))), 'ada')
  for (const cookie of ['', 'sid=', 'sid=abc', 'sid=abc.def', 'theme=dark', 'sid=__proto__'])
    assert.equal(cookies.userOf(cookie), null, cookie)
}

export function testEndClearsTheCookie(candidate) {
  const cookies = new candidate.SessionCookies()
  const header = cookies.end(valueOf(cookies.start('ada')))
  assert.match(header, /^sid=; /)
  assert.match(header, /; Max-Age=0(;|$)/)
  assert.match(header, /; Path=\/(;|$)/)
}

export function testEndLeavesOthersAlone(candidate) {
  const cookies = new candidate.SessionCookies()
  const [ada, bob] = ['ada', 'bob'].map((user) => valueOf(cookies.start(user)))
  cookies.end(ada)
  assert.equal(cookies.userOf(bob), 'bob')
}
