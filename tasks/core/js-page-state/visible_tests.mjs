import assert from 'node:assert/strict'
import { runInNewContext } from 'node:vm'

export function testSetsTheState(candidate) {
  const page = candidate.renderPage('Shop', { items: [1, 2] })
  const script = page.match(/<script>([\s\S]*?)<\/script>/)[1]
  const window = {}
  runInNewContext(script, { window })
  assert.equal(JSON.stringify(window.__STATE__), '{"items":[1,2]}')
  assert.match(page, /<title>Shop<\/title>/)
}
