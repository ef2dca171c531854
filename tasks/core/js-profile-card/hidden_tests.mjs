import assert from 'node:assert/strict'

export function testCardWithoutWebsite(candidate) {
  assert.equal(candidate.profileCard({ name: 'Bob' }), '<div class="card"><h2>Bob</h2></div>')
  assert.equal(candidate.profileCard({ name: 'Bob', website: '' }), '<div class="card"><h2>Bob</h2></div>')
}

export function testTakesHttp(candidate) {
  assert.equal(
    candidate.profileCard({ name: 'C. D.', website: 'http://example.org:8080/a?b=1#c' }),
    '<div class="card"><h2>C. D.</h2><a href="http://example.org:8080/a?b=1#c">http://example.org:8080/a?b=1#c</a></div>',
  )
}

export function testKeepsOtherAlphabets(candidate) {
  assert.equal(candidate.profileCard({ name: 'Zoë 王' }), '<div class="card"><h2>Zoë 王</h2></div>')
}
