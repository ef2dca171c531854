import assert from 'node:assert/strict'
import { runInNewContext } from 'node:vm'

function stateOf(page) {
  const window = {}
  runInNewContext(page.match(/<script>([\s\S]*?)<\/script>/)[1], { window })
  return JSON.stringify(window.__STATE__)
}

export function testHasItsParts(candidate) {
  const page = candidate.renderPage('Start', null)
  assert.match(page, /^<!doctype html>/i)
  assert.ok(page.indexOf('<div id="app"></div>') < page.indexOf('<script>'))
  assert.equal(page.split('<script').length, 2)
}

export function testKeepsStates(candidate) {
  for (const state of [null, [], 'text', 12.5, { a: { b: [true, null, 'x y'] } }])
    assert.equal(stateOf(candidate.renderPage('t', state)), JSON.stringify(state))
}

export function testKeepsQuotesAndLines(candidate) {
  const state = { text: 'He said "no" \\ it\'s\n50 % `done` ${x} ü 😀' }
  assert.equal(stateOf(candidate.renderPage('t', state)), JSON.stringify(state))
}

export function testKeepsTheTitle(candidate) {
  assert.match(candidate.renderPage('Über 10 Äpfel', {}), /<title>Über 10 Äpfel<\/title>/)
}
