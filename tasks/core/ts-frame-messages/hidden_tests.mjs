import assert from 'node:assert/strict'

function collect(candidate, events, origins = ['https://forms.example', 'http://localhost:3000']) {
  const heights = []
  const handle = candidate.createMessageHandler(origins, (height) => heights.push(height))
  for (const event of events) handle(event)
  return heights
}
const height = (value, origin = 'https://forms.example') => ({ origin, data: { type: 'height', value } })

export function testTakesAllOrigins(candidate) {
  assert.deepEqual(collect(candidate, [height(1.5), height(20, 'http://localhost:3000'), height(3)]), [1.5, 20, 3])
}

export function testIgnoresOtherValues(candidate) {
  assert.deepEqual(collect(candidate, [height('9'), height(-1), height(0), height(undefined), height(7)]), [7])
}

export function testIgnoresOtherMessages(candidate) {
  const origin = 'https://forms.example'
  const events = [{ origin, data: null }, { origin, data: 'height' }, { origin, data: { type: 'width', value: 3 } }, height(4)]
  assert.deepEqual(collect(candidate, events), [4])
}

export function testIgnoresOtherOrigins(candidate) {
  assert.deepEqual(collect(candidate, [height(1, 'https://ads.example'), height(2, ''), height(5)]), [5])
}
