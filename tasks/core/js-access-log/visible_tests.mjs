import assert from 'node:assert/strict'

const ENTRY = {
  time: new Date('2024-05-01T08:00:00Z'),
  address: '203.0.113.9',
  method: 'GET',
  path: '/a?b=1',
  status: 200,
  agent: 'Firefox/125.0',
}

export function testHasTheForm(candidate) {
  assert.equal(candidate.logLine(ENTRY), '2024-05-01T08:00:00.000Z 203.0.113.9 "GET /a?b=1" 200 "Firefox/125.0"')
}
