import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'

function makeSite() {
  const root = mkdtempSync('/tmp/site-')
  mkdirSync(`${root}/docs/v1..2`, { recursive: true })
  writeFileSync(`${root}/index.html`, 'home')
  writeFileSync(`${root}/docs/index.html`, 'docs')
  writeFileSync(`${root}/docs/first steps.txt`, 'one, two')
  writeFileSync(`${root}/docs/v1..2/notes..txt`, 'dots')
  return root
}

export function testFindsTheIndex(candidate) {
  const root = makeSite()
  assert.equal(candidate.readAsset(root, '/'), 'home')
  assert.equal(candidate.readAsset(root, '/docs/'), 'docs')
}

export function testDecodesThePath(candidate) {
  assert.equal(candidate.readAsset(makeSite(), '/docs/first%20steps.txt'), 'one, two')
}

export function testReadsNamesWithDots(candidate) {
  assert.equal(candidate.readAsset(makeSite(), '/docs/v1..2/notes..txt'), 'dots')
}

export function testGivesNullForWhatIsMissing(candidate) {
  const root = makeSite()
  assert.equal(candidate.readAsset(root, '/index.html'), 'home')
  assert.equal(candidate.readAsset(root, '/missing.html'), null)
  assert.equal(candidate.readAsset(root, '/docs'), null)
}
