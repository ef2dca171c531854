import assert from 'node:assert/strict'

export function testWithoutHeaders(candidate) {
  assert.equal(candidate.responseHead(204, 'No Content', {}), 'HTTP/1.1 204 No Content\r\n\r\n')
}

export function testRepeatsArrays(candidate) {
  assert.equal(
    candidate.responseHead(200, 'OK', { 'Set-Cookie': ['a=1', 'b=2; Path=/'], Vary: [] }),
    'HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2; Path=/\r\n\r\n',
  )
}

export function testTakesNumbers(candidate) {
  assert.equal(
    candidate.responseHead(404, 'Not Found', { 'Content-Length': 0, 'X-Note': 'a: b, "c"' }),
    'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nX-Note: a: b, "c"\r\n\r\n',
  )
}
