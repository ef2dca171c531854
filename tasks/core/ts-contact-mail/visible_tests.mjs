import assert from 'node:assert/strict'

export function testComposes(candidate) {
  const mail = { from: 'ada@a.example', to: 'info@club.example', subject: 'Question', body: 'Hello\nBye' }
  assert.equal(
    candidate.composeMail(mail),
    'From: ada@a.example\r\nTo: info@club.example\r\nSubject: Question\r\n\r\nHello\r\nBye\r\n',
  )
}
