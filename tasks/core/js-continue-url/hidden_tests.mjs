import assert from 'node:assert/strict'

export function testTakesAFullAddress(candidate) {
  const address = 'https://shop.example/orders/17?view=all#items'
  assert.equal(candidate.continueUrl('https://shop.example', address), address)
}

export function testStartsWithoutNext(candidate) {
  assert.equal(candidate.continueUrl('https://shop.example', undefined), 'https://shop.example/')
  assert.equal(candidate.continueUrl('https://shop.example', ''), 'https://shop.example/')
}

export function testKeepsPortAndQuery(candidate) {
  assert.equal(
    candidate.continueUrl('http://localhost:8080', '/find?q=a%20b&from=https://x.example/'),
    'http://localhost:8080/find?q=a%20b&from=https://x.example/',
  )
}

export function testTakesTheStartPage(candidate) {
  assert.equal(candidate.continueUrl('https://a.example', '/'), 'https://a.example/')
  assert.equal(candidate.continueUrl('https://a.example', 'https://a.example/'), 'https://a.example/')
}
