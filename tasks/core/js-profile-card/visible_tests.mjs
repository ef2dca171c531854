import assert from 'node:assert/strict'

export function testCardWithWebsite(candidate) {
  assert.equal(
    candidate.profileCard({ name: 'Ada', website: 'https://ada.example/home' }),
    '<div class="card"><h2>Ada</h2><a href="https://ada.example/home">https://ada.example/home</a></div>',
  )
}
