import assert from 'node:assert/strict'

export function testKeepsPlainValues(candidate) {
  assert.deepEqual(candidate.decodeMessage('{"a": [1, "x", null, true], "b": {"c": {}}}'), {
    a: [1, 'x', null, true],
    b: { c: {} },
  })
}

export function testRestoresCollections(candidate) {
  const message = candidate.decodeMessage(
    '{"tags": {"$type": "Set", "value": ["a", "b"]}, "stock": {"$type": "Map", "value": [["tea", 3], ["milk", 0]]}}',
  )
  assert.deepEqual(message, {
    tags: new Set(['a', 'b']),
    stock: new Map([
      ['tea', 3],
      ['milk', 0],
    ]),
  })
}

export function testRestoresNestedValues(candidate) {
  const days = candidate.decodeMessage('{"$type": "Map", "value": [["first", {"$type": "Date", "value": "2020-02-03"}]]}')
  assert.equal(days.get('first').getTime(), Date.UTC(2020, 1, 3))
}

export function testRestoresAnAddress(candidate) {
  const [url] = candidate.decodeMessage('[{"$type": "URL", "value": "https://a.example/b?c=1"}]')
  assert.equal(url.searchParams.get('c'), '1')
}

export function testKeepsUnknownTypes(candidate) {
  assert.deepEqual(candidate.decodeMessage('{"$type": "Invoice", "value": 7}'), { $type: 'Invoice', value: 7 })
}
