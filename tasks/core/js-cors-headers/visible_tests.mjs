import assert from 'node:assert/strict'

export function testAllowsADomain(candidate) {
  assert.deepEqual(candidate.corsHeaders('https://shop.example', ['shop.example']), {
    'Access-Control-Allow-Origin': 'https://shop.example',
    'Access-Control-Allow-Credentials': 'true',
    Vary: 'Origin',
  })
}
