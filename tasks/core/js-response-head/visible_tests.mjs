import assert from 'node:assert/strict'

export function testHasTheLines(candidate) {
  assert.equal(
    candidate.responseHead(200, 'OK', { 'Content-Type': 'text/html' }),
    'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n',
  )
}
