import assert from 'node:assert/strict'

export function testFollowsALink(candidate) {
  const tracker = new candidate.ClickTracker()
  const path = tracker.track('https://club.example/events?id=3')
  assert.match(path, /^\/out\?/)
  assert.deepEqual({ ...tracker.open(path) }, { status: 302, location: 'https://club.example/events?id=3' })
}
