import assert from 'node:assert/strict'

const describe = (candidate, more) =>
  JSON.parse(candidate.describeRequest({ method: 'GET', path: '/', headers: {}, body: null, ...more }))

export function testWithoutABody(candidate) {
  assert.deepEqual(describe(candidate, { path: '/a?b=1' }), { method: 'GET', path: '/a?b=1', headers: {}, body: null })
}

export function testIsOneLine(candidate) {
  const line = candidate.describeRequest({ method: 'PUT', path: '/x', headers: {}, body: { note: 'one\ntwo "three"' } })
  assert.ok(!line.includes('\n'))
  assert.equal(JSON.parse(line).body.note, 'one\ntwo "three"')
}

export function testShowsNestedFields(candidate) {
  const body = { member: { name: 'Bob', city: 'Bonn', age: 40 }, items: [{ id: 1, amount: 2.5 }, null] }
  const headers = { accept: 'text/html', 'content-type': 'application/json' }
  assert.deepEqual(describe(candidate, { body, headers }), { method: 'GET', path: '/', headers, body })
}
