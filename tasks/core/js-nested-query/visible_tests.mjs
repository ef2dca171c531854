import assert from 'node:assert/strict'

export function testParsesNestedNames(candidate) {
  const query = candidate.parseQuery('filter[status]=open&filter[page][size]=20&q=a+b')
  assert.equal(JSON.stringify(query), '{"filter":{"status":"open","page":{"size":"20"}},"q":"a b"}')
}
