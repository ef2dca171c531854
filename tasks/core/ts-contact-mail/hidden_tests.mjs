import assert from 'node:assert/strict'

const compose = (candidate, more) =>
  candidate.composeMail({ from: 'a@a.example', to: 'b@b.example', subject: 's', body: 'x', ...more })

export function testEndsAllLinesAlike(candidate) {
  assert.ok(compose(candidate, { body: 'one\r\ntwo\n\nthree' }).endsWith('\r\n\r\none\r\ntwo\r\n\r\nthree\r\n'))
}

export function testEndsOnce(candidate) {
  assert.ok(compose(candidate, { body: 'one\n' }).endsWith('\r\n\r\none\r\n'))
}

export function testKeepsOtherSigns(candidate) {
  const text = compose(candidate, { from: '"Ada L." <ada@a.example>', subject: 'Re: 50 % off; (1) Bcc: no' })
  assert.ok(text.startsWith('From: "Ada L." <ada@a.example>\r\nTo: b@b.example\r\nSubject: Re: 50 % off; (1) Bcc: no\r\n\r\n'))
}

export function testBodyMayLookLikeAHead(candidate) {
  assert.ok(compose(candidate, { body: 'Bcc: all\n\nSubject: y' }).endsWith('\r\n\r\nBcc: all\r\n\r\nSubject: y\r\n'))
}
