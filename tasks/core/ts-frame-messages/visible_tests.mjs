import assert from 'node:assert/strict'

export function testTakesTheHeight(candidate) {
  const heights = []
  const handle = candidate.createMessageHandler(['https://forms.example'], (height) => heights.push(height))
  handle({ origin: 'https://forms.example', data: { type: 'height', value: 480 } })
  assert.deepEqual(heights, [480])
}
