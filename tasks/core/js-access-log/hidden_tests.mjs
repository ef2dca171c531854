import assert from 'node:assert/strict'

const line = (candidate, more) =>
  candidate.logLine({
    time: new Date(Date.UTC(2030, 0, 2, 3, 4, 5, 6)),
    address: '10.0.0.1',
    method: 'POST',
    path: '/',
    status: 404,
    agent: 'curl/8',
    ...more,
  })

export function testTakesOtherValues(candidate) {
  assert.equal(line(candidate, {}), '2030-01-02T03:04:05.006Z 10.0.0.1 "POST /" 404 "curl/8"')
}

export function testMarksAMissingAgent(candidate) {
  assert.equal(line(candidate, { agent: undefined }), '2030-01-02T03:04:05.006Z 10.0.0.1 "POST /" 404 "-"')
}

export function testKeepsSignsAndSpaces(candidate) {
  const text = line(candidate, { path: "/ä%20b;c='1'&d=[2]", agent: 'Mozilla/5.0 (X11; Linux) 王' })
  assert.equal(text, `2030-01-02T03:04:05.006Z 10.0.0.1 "POST /ä%20b;c='1'&d=[2]" 404 "Mozilla/5.0 (X11; Linux) 王"`)
}
