import assert from 'node:assert/strict'

export function testCountsClicks(candidate) {
  const tracker = new candidate.ClickTracker()
  const first = tracker.track('https://a.example/')
  const second = tracker.track('https://b.example/x#y')
  tracker.open(first)
  tracker.open(second)
  tracker.open(first)
  assert.equal(tracker.clicks('https://a.example/'), 2)
  assert.equal(tracker.clicks('https://b.example/x#y'), 1)
}

export function testStartsAtZero(candidate) {
  const tracker = new candidate.ClickTracker()
  tracker.track('https://a.example/')
  assert.equal(tracker.clicks('https://a.example/'), 0)
  assert.equal(tracker.clicks('https://c.example/'), 0)
}

export function testKeepsAddressesWhole(candidate) {
  const tracker = new candidate.ClickTracker()
  const url = 'https://a.example/ü%20b?x=1&y=a+b&to=https://b.example/'
  assert.equal(tracker.open(tracker.track(url)).location, url)
}

export function testRefusesOtherPaths(candidate) {
  const tracker = new candidate.ClickTracker()
  tracker.track('https://a.example/')
  for (const path of ['/', '/out', '/out?', '/in?x=1']) assert.equal(tracker.open(path).status, 404, path)
}
